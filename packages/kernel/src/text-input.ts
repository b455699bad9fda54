import { z } from 'zod';

/**
 * Values that came as text (a query string, the words of a command line) as the types their schema
 * asks for: numbers, booleans and lists. What does not fit stays text, so that the schema's own
 * message names it. `undefined` entries are dropped.
 */
export function fromText(
  schema: z.ZodObject,
  values: Readonly<Record<string, string | readonly string[] | undefined>>,
): Record<string, unknown> {
  const typed: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) continue;
    const field: unknown = schema.shape[name];
    typed[name] = field instanceof z.ZodType ? convert(field, value) : value;
  }
  return typed;
}

/** The kind of value a field holds once defaults, optionals and transforms are taken off. */
export function kindOf(
  field: z.ZodType,
): 'text' | 'number' | 'boolean' | 'list' | 'choice' | 'object' {
  const bare = unwrap(field);
  if (bare instanceof z.ZodNumber) return 'number';
  if (bare instanceof z.ZodBoolean) return 'boolean';
  if (bare instanceof z.ZodArray) return 'list';
  if (bare instanceof z.ZodEnum) return 'choice';
  if (bare instanceof z.ZodObject || bare instanceof z.ZodRecord) return 'object';
  return 'text';
}

/** The schema inside optional, nullable, default and pipe. */
export function unwrap(field: z.ZodType): z.ZodType {
  if (field instanceof z.ZodOptional || field instanceof z.ZodNullable)
    return unwrap(field.unwrap() as z.ZodType);
  if (field instanceof z.ZodDefault) return unwrap(field.unwrap() as z.ZodType);
  if (field instanceof z.ZodPipe) return unwrap(field.in as z.ZodType);
  return field;
}

function convert(field: z.ZodType, value: string | readonly string[]): unknown {
  const kind = kindOf(field);
  if (kind === 'list') {
    const list = typeof value === 'string' ? [value] : value;
    const inner = (unwrap(field) as z.ZodArray).element as z.ZodType;
    return list.flatMap((entry) => entry.split(',')).map((entry) => convert(inner, entry));
  }
  const single = typeof value === 'string' ? value : (value[value.length - 1] ?? '');
  if (kind === 'number') {
    const number = Number(single);
    return single.trim() === '' || Number.isNaN(number) ? single : number;
  }
  if (kind === 'boolean') {
    if (['true', '1', 'yes', ''].includes(single)) return true;
    if (['false', '0', 'no'].includes(single)) return false;
  }
  return single;
}
