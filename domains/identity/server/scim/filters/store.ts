import { type SQL, sql } from 'drizzle-orm';
import type { Attribute } from '../attributes.ts';
import { type Comparison, type Filter, leafOf, type Value } from '../filter.ts';
import { asBoolean, spelled } from '../matches.ts';
import type { Path } from '../paths.ts';

/** Where the attributes of a kind of resource lie in its table. */
export interface Places {
  /** The document that holds what has no column. */
  readonly document: SQL;
  /** Attributes in a column of their own, as text, by name (`meta.created` with its part). */
  readonly columns: Readonly<Record<string, SQL>>;
  /** Columns that hold the text in lower case, for looking up by an index. */
  readonly lowered: Readonly<Record<string, SQL>>;
  /** Attributes that are gathered from other tables, as a JSON list. */
  readonly lists: Readonly<Record<string, SQL>>;
}

/** A filter as a condition; never null, so that `not` means what it says. */
export function conditionOf(filter: Filter, places: Places): SQL {
  switch (filter.op) {
    case 'and':
      return sql`(${conditionOf(filter.left, places)} AND ${conditionOf(filter.right, places)})`;
    case 'or':
      return sql`(${conditionOf(filter.left, places)} OR ${conditionOf(filter.right, places)})`;
    case 'not':
      return sql`(NOT ${conditionOf(filter.of, places)})`;
    case 'has':
      return anyValue(filter.path, inValue(filter.where), places);
    case 'pr':
      return leaf(filter.path, places, present);
    case 'ne':
      return sql`(NOT ${comparison(filter.path, 'eq', filter.value, places)})`;
    default:
      return comparison(filter.path, filter.op, filter.value, places);
  }
}

/** By what a list is sorted: the text, or of several values the first. */
export function orderOf(path: Path, places: Places): SQL {
  const attribute = leafOf(path);
  const column = places.columns[keyOf(path)];
  const text =
    column ?? (path.attribute.multiValued ? firstOf(path, places) : textAt(path, places));
  if (attribute.type === 'dateTime') return text;
  return sql`${attribute.caseExact ? text : sql`lower(${text})`} COLLATE "C"`;
}

function comparison(path: Path, op: Comparison, value: Value, places: Places): SQL {
  if (value === null) return sql`(NOT ${leaf(path, places, present)})`;
  const lowered = places.lowered[keyOf(path)];
  if (lowered && op === 'eq') return sql`(${lowered} = ${String(value).toLowerCase()})`;
  return leaf(path, places, (text) => compared(text, op, value, leafOf(path)));
}

/** A condition on the text of an attribute, or on that of any of its values. */
function leaf(path: Path, places: Places, condition: (text: SQL) => SQL): SQL {
  const column = places.columns[keyOf(path)];
  if (column) return sql`coalesce(${condition(column)}, false)`;
  if (!path.attribute.multiValued) return sql`coalesce(${condition(textAt(path, places))}, false)`;
  const part = path.sub ?? leafOf(path);
  return anyValue(path, sql`coalesce(${condition(partText(part))}, false)`, places);
}

function anyValue(path: Path, where: SQL, places: Places): SQL {
  return sql`EXISTS (SELECT 1 FROM jsonb_array_elements(${listAt(path, places)}) AS held(value) WHERE ${where})`;
}

function inValue(filter: Filter<Attribute>): SQL {
  switch (filter.op) {
    case 'and':
      return sql`(${inValue(filter.left)} AND ${inValue(filter.right)})`;
    case 'or':
      return sql`(${inValue(filter.left)} OR ${inValue(filter.right)})`;
    case 'not':
      return sql`(NOT ${inValue(filter.of)})`;
    case 'has':
      return sql`false`;
    case 'pr':
      return sql`coalesce(${present(partText(filter.path))}, false)`;
    default: {
      const { op, path, value } = filter;
      const text = partText(path);
      if (value === null) {
        const absent = sql`(NOT coalesce(${present(text)}, false))`;
        return op === 'eq' ? absent : sql`(NOT ${absent})`;
      }
      const equal = op === 'ne' ? 'eq' : op;
      const holds = sql`coalesce(${compared(text, equal, value, path)}, false)`;
      return op === 'ne' ? sql`(NOT ${holds})` : holds;
    }
  }
}

function compared(text: SQL, op: Comparison, value: Value, attribute: Attribute): SQL {
  if (attribute.type === 'dateTime')
    return sql`(${text})::timestamptz ${operators[op]} ${new Date(String(value)).toISOString()}::timestamptz`;
  if (attribute.type === 'boolean') {
    const wanted = asBoolean(value);
    return wanted === null ? sql`false` : sql`(${text}) = ${String(wanted)}`;
  }
  const held = attribute.caseExact ? sql`(${text})` : sql`lower(${text})`;
  const given = spelled(value, attribute);
  const filled = sql`(${text}) <> ''`;
  switch (op) {
    case 'co':
      return sql`(${filled} AND position(${given} IN ${held}) > 0)`;
    case 'sw':
      return sql`(${filled} AND starts_with(${held}, ${given}))`;
    case 'ew':
      return sql`(${filled} AND right(${held}, ${[...given].length}) = ${given})`;
    default:
      return sql`(${filled} AND ${held} COLLATE "C" ${operators[op]} ${given})`;
  }
}

const operators: Readonly<Record<Comparison, SQL>> = {
  eq: sql`=`,
  ne: sql`<>`,
  gt: sql`>`,
  ge: sql`>=`,
  lt: sql`<`,
  le: sql`<=`,
  co: sql`=`,
  sw: sql`=`,
  ew: sql`=`,
};

function present(text: SQL): SQL {
  return sql`((${text}) IS NOT NULL AND (${text}) <> '')`;
}

function partText(part: Attribute): SQL {
  return sql`(held.value ->> ${part.name}::text)`;
}

function listAt(path: Path, places: Places): SQL {
  const gathered = places.lists[path.attribute.name];
  if (gathered) return gathered;
  const at = path.extension ? [path.extension, path.attribute.name] : [path.attribute.name];
  return sql`coalesce(${places.document} #> ${pathText(at)}, '[]'::jsonb)`;
}

function firstOf(path: Path, places: Places): SQL {
  const part = path.sub ?? leafOf(path);
  return sql`(${listAt(path, places)} -> 0 ->> ${part.name}::text)`;
}

function textAt({ extension, attribute, sub }: Path, places: Places): SQL {
  const part =
    sub ??
    (leafOf({ extension, attribute, sub }) === attribute
      ? null
      : leafOf({ extension, attribute, sub }));
  const at = [...(extension ? [extension] : []), attribute.name, ...(part ? [part.name] : [])];
  return sql`(${places.document} #>> ${pathText(at)})`;
}

/** Names come from the schemas, never from a request. */
function pathText(names: readonly string[]): SQL {
  return sql`ARRAY[${sql.join(
    names.map((name) => sql`${name}`),
    sql`, `,
  )}]::text[]`;
}

function keyOf({ extension, attribute, sub }: Path): string {
  const name = sub ? `${attribute.name}.${sub.name}` : attribute.name;
  return extension ? `${extension}:${name}` : name;
}
