/** A piece of SQL that was built, never glued: only `sql`, `identifier`, `literal` and `join` make one. */
export class Sql {
  readonly text: string;
  /** Private to this file in spirit: use the `sql` tag. */
  constructor(text: string) {
    this.text = text;
  }
  toString(): string {
    return this.text;
  }
}

export type SqlValue = string | number | bigint | boolean | null;

/**
 * SQL from a template. Pieces of SQL go in as they are, plain values become literals:
 * ``sql`select * from ${identifier(table)} where name = ${name}` ``.
 */
export function sql(parts: TemplateStringsArray, ...values: readonly (Sql | SqlValue)[]): Sql {
  const text = parts.reduce((before, part, index) => {
    const value = values[index - 1];
    return before + pieceOf(value === undefined ? null : value).text + part;
  });
  return new Sql(text);
}

/** A name (of a table, a column, …), always quoted; several make a qualified name. */
export function identifier(...names: readonly string[]): Sql {
  return new Sql(names.map(quoteName).join('.'));
}

/** A value. Texts keep every character; a number that is not finite and a NUL character are refused. */
export function literal(value: SqlValue): Sql {
  if (value === null) return new Sql('NULL');
  if (typeof value === 'string') return new Sql(`'${clean(value).replaceAll("'", "''")}'`);
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new TypeError('A number in SQL must be finite.');
  return new Sql(String(value));
}

/** Pieces one after the other, by default with commas between them. */
export function join(pieces: readonly (Sql | SqlValue)[], separator: Sql = new Sql(', ')): Sql {
  return new Sql(pieces.map((piece) => pieceOf(piece).text).join(separator.text));
}

/** A list of values: `['a', 'b']`. */
export function list(values: readonly (Sql | SqlValue)[]): Sql {
  return new Sql(`[${join(values).text}]`);
}

function pieceOf(value: Sql | SqlValue): Sql {
  return value instanceof Sql ? value : literal(value);
}

function quoteName(name: string): string {
  if (name === '') throw new TypeError('A name in SQL cannot be empty.');
  return `"${clean(name).replaceAll('"', '""')}"`;
}

function clean(text: string): string {
  if (text.includes('\0')) throw new TypeError('SQL cannot hold a NUL character.');
  return text;
}

/** A whole statement that the gate wrote. Only for text that `Gate` answered with. */
export function gated(text: string): Sql {
  return new Sql(text);
}
