import type { Attribute, Kind } from './attributes.ts';
import { faults } from './faults.ts';
import { named, type Path, resolve } from './paths.ts';

export type Comparison = 'eq' | 'ne' | 'co' | 'sw' | 'ew' | 'gt' | 'ge' | 'lt' | 'le';
export type Value = string | number | boolean | null;

/** A filter of RFC 7644 §3.4.2.2. Inside `has` a path is one of the parts of a value. */
export type Filter<P = Path> =
  | { readonly op: 'and' | 'or'; readonly left: Filter<P>; readonly right: Filter<P> }
  | { readonly op: 'not'; readonly of: Filter<P> }
  | { readonly op: 'pr'; readonly path: P }
  | { readonly op: Comparison; readonly path: P; readonly value: Value }
  | { readonly op: 'has'; readonly path: P; readonly where: Filter<Attribute> };

const comparisons: readonly string[] = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'];
const ordering: readonly string[] = ['gt', 'ge', 'lt', 'le'];
const textual: readonly string[] = ['co', 'sw', 'ew'];
/** Deeper nesting and longer filters than anybody writes. */
const deepest = 30;
const longest = 8_000;

type Token =
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'value'; readonly value: string | number }
  | { readonly kind: '(' | ')' | '[' | ']' };

/** Reads a filter over resources of a kind. @throws identity.scimFilter */
export function parseFilter(text: string, kind: Kind): Filter {
  const reader = new Reader(tokensOf(text));
  const filter = either(reader, (name) => resolve(kind, name), 0);
  reader.end();
  return filter;
}

/** The parts of a PATCH path (RFC 7644 figure 7). */
export interface PatchPath extends Path {
  readonly where: Filter<Attribute> | null;
}

/** Reads `attribute[filter].part`; null: there is no such attribute. @throws identity.scimFilter */
export function parsePatchPath(text: string, kind: Kind): PatchPath | null {
  const open = text.indexOf('[');
  if (open < 0) {
    const path = resolve(kind, text.trim());
    return path && { ...path, where: null };
  }
  const path = resolve(kind, text.slice(0, open).trim());
  if (!path) return null;
  const reader = new Reader(tokensOf(text.slice(open)));
  const where = bracket(reader, path, 0);
  const sub = reader.part();
  reader.end();
  const part = sub === null ? null : named(path.attribute.subAttributes ?? [], sub);
  return sub !== null && part === null ? null : { ...path, sub: part, where };
}

type Find<P> = (name: string) => P | null;

function either<P extends Path | Attribute>(
  reader: Reader,
  find: Find<P>,
  depth: number,
): Filter<P> {
  if (depth > deepest) throw faults.filter('The filter is nested too deeply.');
  let left = both(reader, find, depth);
  while (reader.takeWord('or')) left = { op: 'or', left, right: both(reader, find, depth) };
  return left;
}

function both<P extends Path | Attribute>(reader: Reader, find: Find<P>, depth: number): Filter<P> {
  let left = one(reader, find, depth);
  while (reader.takeWord('and')) left = { op: 'and', left, right: one(reader, find, depth) };
  return left;
}

function one<P extends Path | Attribute>(reader: Reader, find: Find<P>, depth: number): Filter<P> {
  if (reader.takeNot()) return { op: 'not', of: group(reader, find, depth) };
  if (reader.at('(')) return group(reader, find, depth);
  const name = reader.word();
  const path = find(name);
  if (!path) throw faults.filter(`There is no attribute ${name}.`);
  if (reader.at('[')) return valuePath(reader, path, depth);
  return compare(reader, path);
}

function group<P extends Path | Attribute>(
  reader: Reader,
  find: Find<P>,
  depth: number,
): Filter<P> {
  reader.expect('(');
  const filter = either(reader, find, depth + 1);
  reader.expect(')');
  return filter;
}

/** `emails[type eq "work"]`, and `emails[type eq "work"].value eq "…"`, which directories send, too. */
function valuePath<P extends Path | Attribute>(reader: Reader, path: P, depth: number): Filter<P> {
  if (!('attribute' in path)) throw faults.filter('A bracket cannot stand inside a bracket.');
  const where = bracket(reader, path, depth);
  const name = reader.part();
  if (name === null) return { op: 'has', path, where };
  const part = named(path.attribute.subAttributes ?? [], name);
  if (!part) throw faults.filter(`There is no part ${name} of ${path.attribute.name}.`);
  return { op: 'has', path, where: { op: 'and', left: where, right: compare(reader, part) } };
}

function bracket(reader: Reader, path: Path, depth: number): Filter<Attribute> {
  const parts = path.attribute.subAttributes;
  if (!parts || path.sub) throw faults.filter(`${path.attribute.name} has no parts to choose by.`);
  reader.expect('[');
  const where = either<Attribute>(reader, (name) => named(parts, name), depth + 1);
  reader.expect(']');
  return where;
}

function compare<P extends Path | Attribute>(reader: Reader, path: P): Filter<P> {
  const op = reader.word().toLowerCase();
  if (op === 'pr') return { op, path };
  if (!comparisons.includes(op)) throw faults.filter(`“${op}” is no comparison.`);
  const value = reader.value();
  const { type, name } = leafOf(path);
  if (type === 'complex') throw faults.filter(`${name} has parts; compare one of them.`);
  const orders = ordering.includes(op);
  if (value === null && op !== 'eq' && op !== 'ne') throw faults.filter(`Nothing is ${op} null.`);
  if (type === 'boolean' ? orders || textual.includes(op) : typeof value === 'boolean' && orders)
    throw faults.filter(`${name} is true or false and has no order.`);
  if (type === 'dateTime' && value !== null && Number.isNaN(Date.parse(String(value))))
    throw faults.filter(`${name} is compared with a time such as 2026-01-31T12:00:00Z.`);
  return { op: op as Comparison, path, value };
}

/** What is compared: of an attribute with several values its `value` (RFC 7643 §2.4). */
export function leafOf(path: Path | Attribute): Attribute {
  const attribute = 'attribute' in path ? (path.sub ?? path.attribute) : path;
  const value = attribute.type === 'complex' ? named(attribute.subAttributes ?? [], 'value') : null;
  return value ?? attribute;
}

class Reader {
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  at(kind: Token['kind']): boolean {
    return this.#tokens[this.#next]?.kind === kind;
  }

  expect(kind: '(' | ')' | '[' | ']'): void {
    if (!this.at(kind)) throw faults.filter(`A “${kind}” is missing.`);
    this.#next += 1;
  }

  takeWord(word: string): boolean {
    const token = this.#tokens[this.#next];
    if (token?.kind !== 'word' || token.text.toLowerCase() !== word) return false;
    this.#next += 1;
    return true;
  }

  /** `not` is an operator only before a bracket; an attribute might be called so. */
  takeNot(): boolean {
    return this.#tokens[this.#next + 1]?.kind === '(' && this.takeWord('not');
  }

  word(): string {
    const token = this.#tokens[this.#next];
    if (token?.kind !== 'word') throw faults.filter('The filter ends or breaks off in the middle.');
    this.#next += 1;
    return token.text;
  }

  /** `.value` after a closing bracket. */
  part(): string | null {
    const token = this.#tokens[this.#next];
    if (token?.kind !== 'word' || !token.text.startsWith('.')) return null;
    this.#next += 1;
    return token.text.slice(1);
  }

  value(): Value {
    const token = this.#tokens[this.#next];
    this.#next += 1;
    if (token?.kind === 'value') return token.value;
    const word = token?.kind === 'word' ? token.text.toLowerCase() : '';
    if (word === 'true' || word === 'false') return word === 'true';
    if (word === 'null') return null;
    throw faults.filter(
      'A comparison needs a value: text in double quotes, a number, true or false.',
    );
  }

  end(): void {
    if (this.#next < this.#tokens.length)
      throw faults.filter('Something follows the filter’s end.');
  }
}

const tokenPattern =
  /\s*(?:([()[\]])|("(?:[^"\\]|\\.)*")|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.:$-]))|([\w.:$-]+))/y;

function tokensOf(text: string): Token[] {
  if (text.length > longest) throw faults.filter('The filter is too long.');
  const tokens: Token[] = [];
  const pattern = new RegExp(tokenPattern);
  const end = text.trimEnd().length;
  while (pattern.lastIndex < end) {
    const from = pattern.lastIndex;
    const match = pattern.exec(text);
    if (!match) throw faults.filter(`The filter is not readable at character ${from + 1}.`);
    const [, mark, quoted, number, word] = match;
    if (mark) tokens.push({ kind: mark as '(' });
    else if (quoted) tokens.push({ kind: 'value', value: unquote(quoted) });
    else if (number) tokens.push({ kind: 'value', value: Number(number) });
    else if (word) tokens.push({ kind: 'word', text: word });
  }
  return tokens;
}

function unquote(quoted: string): string {
  try {
    return (JSON.parse(quoted) as string).replaceAll('\0', '');
  } catch {
    throw faults.filter('A text in the filter is not readable as JSON.');
  }
}
