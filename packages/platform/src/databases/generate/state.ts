/**
 * Tables as drizzle-kit 0.31 writes them down (its own types lose the shapes): what is compared
 * and renamed here is typed, the rest is carried along.
 */
export interface TablesState {
  readonly id: string;
  readonly schemas: Readonly<Record<string, string>>;
  readonly tables: Readonly<Record<string, TableState>>;
  readonly enums: Readonly<Record<string, { readonly values: readonly string[] }>>;
  readonly sequences: Readonly<Record<string, object>>;
  readonly roles: Readonly<Record<string, object>>;
  readonly policies: Readonly<Record<string, object>>;
  readonly views: Readonly<Record<string, object>>;
}

/** A table, by `schema.table`. */
export interface TableState {
  readonly name: string;
  readonly schema: string;
  readonly columns: Readonly<Record<string, ColumnState>>;
  readonly indexes: Readonly<Record<string, IndexState>>;
  readonly foreignKeys: Readonly<Record<string, ForeignKeyState>>;
  readonly compositePrimaryKeys: Readonly<Record<string, ConstraintState>>;
  readonly uniqueConstraints: Readonly<Record<string, ConstraintState>>;
  readonly checkConstraints: Readonly<Record<string, CheckState>>;
  readonly policies: Readonly<Record<string, PolicyState>>;
  readonly isRLSEnabled: boolean;
}

export interface ColumnState {
  readonly name: string;
  /** As PostgreSQL spells it. */
  readonly type: string;
  readonly primaryKey: boolean;
  readonly notNull: boolean;
  readonly default?: unknown;
  readonly generated?: { readonly as: string };
  readonly identity?: object;
}

export interface IndexState {
  readonly name: string;
  readonly isUnique: boolean;
  readonly where?: string;
  readonly columns: readonly { readonly expression: string; readonly isExpression: boolean }[];
}

export interface ForeignKeyState {
  readonly name: string;
  readonly tableFrom: string;
  readonly columnsFrom: readonly string[];
  readonly schemaTo?: string;
  readonly tableTo: string;
  readonly columnsTo: readonly string[];
}

export interface ConstraintState {
  readonly name: string;
  readonly columns: readonly string[];
}

export interface CheckState {
  readonly name: string;
  readonly value: string;
}

export interface PolicyState {
  readonly name: string;
  readonly using?: string;
  readonly withCheck?: string;
}
