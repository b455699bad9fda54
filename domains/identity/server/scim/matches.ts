import type { Attribute, Resource } from './attributes.ts';
import { type Comparison, type Filter, leafOf, type Value } from './filter.ts';
import type { Path } from './paths.ts';

/** Whether a value of an attribute with several has what a filter in brackets asks for. */
export function matchesValue(value: Resource, filter: Filter<Attribute>): boolean {
  return evaluate(filter, {
    values: (part) => [value[part.name]],
    elements: () => [],
  });
}

/** Whether a resource has what a filter asks for: what the database answers, for one that is at hand. */
export function matches(resource: Resource, filter: Filter): boolean {
  return evaluate<Path>(filter, {
    values: (path) => valuesAt(resource, path),
    elements: (path) => listOf(holderOf(resource, path)[path.attribute.name]) as Resource[],
  });
}

interface Lookup<P> {
  values(path: P): readonly unknown[];
  elements(path: P): readonly Resource[];
}

function evaluate<P extends Path | Attribute>(filter: Filter<P>, lookup: Lookup<P>): boolean {
  switch (filter.op) {
    case 'and':
      return evaluate(filter.left, lookup) && evaluate(filter.right, lookup);
    case 'or':
      return evaluate(filter.left, lookup) || evaluate(filter.right, lookup);
    case 'not':
      return !evaluate(filter.of, lookup);
    case 'has':
      return lookup.elements(filter.path).some((each) => matchesValue(each, filter.where));
    case 'pr':
      return lookup.values(filter.path).some(isPresent);
    case 'ne':
      return !compares(lookup.values(filter.path), 'eq', filter.value, leafOf(filter.path));
    default:
      return compares(lookup.values(filter.path), filter.op, filter.value, leafOf(filter.path));
  }
}

function compares(
  values: readonly unknown[],
  op: Comparison,
  value: Value,
  leaf: Attribute,
): boolean {
  if (value === null) return !values.some(isPresent);
  return values.some((held) => isPresent(held) && holds(held, op, value, leaf));
}

function holds(held: unknown, op: Comparison, value: Value, leaf: Attribute): boolean {
  if (leaf.type === 'boolean') return held === asBoolean(value);
  const spell = (given: unknown) => spelled(given, leaf);
  const [left, right] = [spell(held), spell(value)];
  switch (op) {
    case 'eq':
      return left === right;
    case 'ne':
      return left !== right;
    case 'co':
      return left.includes(right);
    case 'sw':
      return left.startsWith(right);
    case 'ew':
      return left.endsWith(right);
    case 'gt':
      return left > right;
    case 'ge':
      return left >= right;
    case 'lt':
      return left < right;
    case 'le':
      return left <= right;
  }
}

/** As texts are compared: times on one clock, without case where the schema says so. */
export function spelled(value: unknown, { type, caseExact }: Attribute): string {
  if (type === 'dateTime') return new Date(String(value)).toISOString();
  return caseExact ? String(value) : String(value).toLowerCase();
}

/** Some directories write `"True"` for true. */
export function asBoolean(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value;
  const word = typeof value === 'string' ? value.trim().toLowerCase() : '';
  return word === 'true' ? true : word === 'false' ? false : null;
}

function valuesAt(resource: Resource, path: Path): readonly unknown[] {
  const values = listOf(holderOf(resource, path)[path.attribute.name]);
  const part = path.sub ?? (leafOf(path) === path.attribute ? null : leafOf(path));
  return part ? values.map((value) => (value as Resource)[part.name]) : values;
}

export function holderOf(resource: Resource, { extension }: Path): Resource {
  return extension === null ? resource : ((resource[extension] ?? {}) as Resource);
}

export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}
