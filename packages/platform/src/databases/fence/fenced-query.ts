import pg from 'pg';
import { isStale, type Preparation, type Preparations } from '../preparations.ts';
import type { FenceScope } from './scope.ts';

type Callback = (error: Error | undefined, result: unknown) => void;

/** The messages of PostgreSQL's protocol that a statement is made of. */
interface Wire {
  query(text: string): void;
  parse(message: { readonly text: string; readonly name: string }): void;
  bind(message: { readonly portal: string; readonly statement: string; values: string[] }): void;
  execute(message: { readonly portal: string; readonly rows: number }): void;
  close(message: { readonly type: 'S'; readonly name: string }): void;
  /** By name, of statements that the server has; pg never forgets one. */
  readonly parsedStatements: Record<string, string>;
}

/** What pg's statement is inside. */
interface Inside {
  readonly text: string;
  name: string | undefined;
  requiresPreparation(): boolean;
  submit(wire: Wire): Error | null;
  prepare(wire: Wire): void;
  hasBeenParsed(wire: Wire): unknown;
  handleError(error: Error, wire: Wire): void;
  handleRowDescription(message: unknown): void;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, wire: Wire): void;
}

const Statement = pg.Query as unknown as new (
  config: unknown,
  values: unknown,
  callback: Callback,
) => Inside;

const names = ['role', 'insites.organisation', 'insites.person', 'insites.system'] as const;
const setByParameters = `SELECT ${names.map((name, at) => `set_config('${name}', $${at + 1}, true)`).join(', ')}`;

/** What a connection remembers of the statement that sets a scope: it names no tenant, so it is kept. */
export class ScopeStatement {
  #name = '';
  #tries = 0;

  /** Its name, and whether the server has to be told what it is. */
  next(): { readonly name: string; readonly parse: boolean } {
    if (this.#name !== '') return { name: this.#name, parse: false };
    this.#tries += 1;
    return { name: `insites_scope_${this.#tries}`, parse: true };
  }

  /** It was answered: the server knows it. */
  keep(name: string): void {
    this.#name = name;
  }
}

/** For whom a statement is sent, in which role, on which connection. */
export interface StatementFence {
  readonly scope: FenceScope;
  readonly role: string;
  readonly statement: ScopeStatement;
  readonly preparations: Preparations;
}

/** What is set for a scope, in the order of `names`. */
function settingsOf(scope: FenceScope, role: string): string[] {
  switch (scope.kind) {
    case 'system':
      return ['none', '', '', 'on'];
    case 'tenant':
      return [role, scope.organisationId ?? '', scope.personId ?? '', ''];
    case 'nobody':
      return [role, '', '', ''];
  }
}

/**
 * A statement with its scope before it, in one message to the server. Both are of one transaction:
 * the caller's, or the one PostgreSQL makes of what comes before a Sync. So the scope ends with it
 * and costs no way there and back.
 */
export class FencedQuery extends Statement {
  readonly #settings: string[];
  readonly #statement: ScopeStatement;
  readonly #preparations: Preparations;
  /** Plans are made for a role. */
  readonly #key: FenceScope['kind'];
  #preparation: Preparation | null = null;
  #name = '';
  /** Whether the answer to the scope has gone by. */
  #told = false;

  constructor(
    config: unknown,
    values: unknown,
    callback: Callback,
    { scope, role, statement, preparations }: StatementFence,
  ) {
    super(config, values, callback);
    this.#settings = settingsOf(scope, role);
    this.#statement = statement;
    this.#preparations = preparations;
    this.#key = scope.kind === 'system' ? 'system' : 'tenant';
  }

  override submit(wire: Wire): Error | null {
    if (!this.text || this.requiresPreparation()) return super.submit(wire);
    const set = names.map(
      (name, at) => `set_config('${name}', ${pg.escapeLiteral(this.#settings[at] ?? '')}, true)`,
    );
    wire.query(`SELECT ${set.join(', ')};${this.text}`);
    return null;
  }

  override prepare(wire: Wire): void {
    const { name, parse } = this.#statement.next();
    if (parse) wire.parse({ text: setByParameters, name });
    wire.bind({ portal: '', statement: name, values: this.#settings });
    this.#name = name;
    wire.execute({ portal: '', rows: 0 });
    for (const left of this.#preparations.takeLeft()) {
      wire.close({ type: 'S', name: left });
      delete wire.parsedStatements[left];
    }
    if (!this.name) {
      this.#preparation = this.#preparations.of(this.text, this.#key);
      if (this.#preparation) this.name = this.#preparation.name;
    }
    super.prepare(wire);
  }

  /** pg takes the answer to the scope for one to this. */
  override hasBeenParsed(wire: Wire): unknown {
    return this.#preparation ? this.#preparation.known : super.hasBeenParsed(wire);
  }

  override handleError(error: Error, wire: Wire): void {
    if (isStale(error)) this.#preparations.forget();
    else if (this.#preparation?.known === false) this.#preparations.renew(this.#preparation);
    super.handleError(error, wire);
  }

  override handleRowDescription(message: unknown): void {
    if (this.#told) super.handleRowDescription(message);
  }

  override handleDataRow(message: unknown): void {
    if (this.#told) super.handleDataRow(message);
  }

  override handleCommandComplete(message: unknown, wire: Wire): void {
    if (this.#told) {
      if (this.#preparation) this.#preparation.known = true;
      super.handleCommandComplete(message, wire);
    } else if (this.#name !== '') this.#statement.keep(this.#name);
    this.#told = true;
  }
}

const control = /^\s*(begin|start|commit|end|rollback|abort|savepoint|release)\b[^;]*;?\s*$/i;

/** Whether a text only begins or ends transactions: it sees no rows, and a failed one takes nothing else. */
export function isTransactionControl(text: string): boolean {
  return control.test(text);
}
