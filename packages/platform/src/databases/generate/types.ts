/** Each holds all values of those before it. */
const ladders: readonly (readonly string[])[] = [
  ['smallint', 'integer', 'bigint', 'numeric'],
  ['smallint', 'integer', 'double precision'],
  ['smallserial', 'serial', 'bigserial'],
  ['real', 'double precision'],
  ['date', 'timestamp'],
  ['cidr', 'inet'],
  ['macaddr', 'macaddr8'],
  ['char', 'varchar', 'text'],
];

/** May have a greatest length or precision; without one it is the greatest. */
const measured = ['varchar', 'varbit', 'timestamp', 'timestamp with time zone', 'time', 'interval'];

interface PlainType {
  readonly base: string;
  /** What stands in brackets: length, or precision and scale; NaN for a word. */
  readonly sizes: readonly number[];
  readonly list: string;
}

/**
 * Whether a column that changes from one type to the other may lose what is in it, or be refused
 * because of it. Types as PostgreSQL spells them; what is not known to fit may be lost.
 */
export function mayLose(from: string, to: string): boolean {
  const [before, after] = [plain(from), plain(to)];
  if (before.list !== after.list) return true;
  if ([...before.sizes, ...after.sizes].some(Number.isNaN)) return true;
  if (before.base === after.base) return smaller(before, after);
  // Everything has a form as text, from which it can be had back.
  if (after.base === 'text' || (after.base === 'varchar' && after.sizes.length === 0))
    return before.base === 'bytea';
  const rises = ladders.some((ladder) => {
    const [low, high] = [ladder.indexOf(before.base), ladder.indexOf(after.base)];
    return low >= 0 && high > low;
  });
  return !rises || (after.base === 'varchar' ? smaller(before, after) : after.sizes.length > 0);
}

function smaller(before: PlainType, after: PlainType): boolean {
  const [was, is] = [before.sizes, after.sizes];
  if (after.base === 'numeric')
    return is.length > 0 && (was.length === 0 || smallerNumber(was, is));
  if (!measured.includes(after.base)) return was.join() !== is.join();
  return is.length > 0 && (was[0] ?? Number.POSITIVE_INFINITY) > (is[0] ?? 0);
}

function smallerNumber([p1 = 0, s1 = 0]: readonly number[], [p2 = 0, s2 = 0]: readonly number[]) {
  return s2 < s1 || p2 - s2 < p1 - s1;
}

function plain(type: string): PlainType {
  const list = /(\[\d*\])*$/.exec(type)?.[0] ?? '';
  const text = type
    .slice(0, type.length - list.length)
    .toLowerCase()
    .replaceAll('"', '');
  const sizes = /\(([^)]*)\)/.exec(text)?.[1]?.split(',').map(Number) ?? [];
  const base = text.replace(/\s*\([^)]*\)/, '').trim();
  return { base: aliases[base] ?? base, sizes, list: list.replaceAll(/\d/g, '') };
}

const aliases: Readonly<Record<string, string>> = {
  'character varying': 'varchar',
  character: 'char',
  decimal: 'numeric',
  int: 'integer',
  'timestamp without time zone': 'timestamp',
  'time without time zone': 'time',
};
