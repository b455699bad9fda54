/** Which room of a workspace a file lies in. */
export type Room = 'contract' | 'server' | 'ui' | 'cli' | 'test' | 'src' | 'other';

/** Where an import leads. */
export type Target =
  | { readonly kind: 'module'; readonly path: string }
  | { readonly kind: 'asset'; readonly path: string }
  | { readonly kind: 'builtin'; readonly name: string }
  | { readonly kind: 'package'; readonly name: string }
  | {
      readonly kind: 'door';
      readonly workspace: string;
      /** `.` or `./server`, as in `exports`. */
      readonly door: string;
      /** The file behind the door; null when there is no such door. */
      readonly path: string | null;
    }
  | { readonly kind: 'missing'; readonly reason: string };

/** One import of a module: `import`, `export … from`, `import()`, `import('…')` in a type, `require()` or `new URL('….ts', import.meta.url)`. */
export interface Import {
  readonly specifier: string;
  readonly line: number;
  readonly typeOnly: boolean;
  readonly target: Target;
}

/** A piece of literal text or a dotted name in the code, with its line. */
export interface Piece {
  readonly text: string;
  readonly line: number;
}

/** A call with how many arguments it has. */
export interface Call extends Piece {
  readonly count: number;
}

/** One source file, read. */
export interface Module {
  /** From the root of the house, with `/`. */
  readonly path: string;
  /** Name of its workspace; null for files of the root (tools, e2e, bench). */
  readonly workspace: string | null;
  readonly room: Room;
  readonly test: boolean;
  readonly imports: readonly Import[];
  /** String literals and template texts. */
  readonly texts: readonly Piece[];
  /** What is called: `engine.trusted`, `sql`. */
  readonly calls: readonly Call[];
  /** Line of the default export, if there is one. */
  readonly defaultExport: number | null;
}

export interface Workspace {
  readonly name: string;
  /** `domains/files` */
  readonly folder: string;
  readonly kind: 'package' | 'domain' | 'app';
  /** Door to file: `./server` to `domains/files/server/index.ts`. */
  readonly doors: ReadonlyMap<string, string>;
  /** Everything its package.json asks for, by name. */
  readonly dependencies: ReadonlyMap<string, string>;
}

/** The whole tree, read once; every rule judges this. */
export interface House {
  /** Absolute. */
  readonly root: string;
  readonly workspaces: ReadonlyMap<string, Workspace>;
  readonly modules: ReadonlyMap<string, Module>;
  /** Names the root package.json asks for. */
  readonly thirdParty: ReadonlySet<string>;
  /** Every file, sources or not, from the root. */
  readonly files: ReadonlySet<string>;
}

/** What a rule found. The message says what is wrong and where the thing belongs. */
export interface Fault {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

export interface Rule {
  readonly name: string;
  /** One sentence; the list of them is the law of the house. */
  readonly law: string;
  readonly judge: (house: House) => readonly Fault[] | Promise<readonly Fault[]>;
}
