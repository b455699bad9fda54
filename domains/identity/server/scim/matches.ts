import type { Attribute, Resource } from './attributes.ts';
import { type Comparison, type Filter, leafOf, type Value } from './filter.ts';

/** Whether a value of an attribute with several has what a filter in brackets asks for. */
export function matchesValue(held: Resource, filter: Filter<Attribute>): boolean {
  switch (filter.op) {
    case 'and':
      return matchesValue(held, filter.left) && matchesValue(held, filter.right);
    case 'or':
      return matchesValue(held, filter.left) || matchesValue(held, filter.right);
    case 'not':
      return !matchesValue(held, filter.of);
    case 'has':
      return false;
    case 'pr':
      return isPresent(held[filter.path.name]);
    case 'ne':
      return !compares(held[filter.path.name], 'eq', filter.value, filter.path);
    default:
      return compares(held[filter.path.name], filter.op, filter.value, leafOf(filter.path));
  }
}

function compares(held: unknown, op: Comparison, value: Value, leaf: Attribute): boolean {
  if (value === null) return !isPresent(held);
  return isPresent(held) && holds(held, op, value, leaf);
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

/** One value or several as a list. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}
