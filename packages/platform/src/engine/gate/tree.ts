import { shown } from './names.ts';
import { refuse } from './refusal.ts';

/** A node of the statement as the engine's parser writes it to JSON. */
export type Tree = Readonly<Record<string, unknown>>;

export function fieldsOf(value: unknown): Tree {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Tree;
  return refuse('a part of it has an unknown form.', 'Write the query in a simpler way.');
}

export function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return refuse('a part of it has an unknown form.', 'Write the query in a simpler way.');
}

/** Looks at one field of a node. */
export type Visit<C> = (value: unknown, context: C) => void;

/** A form of node: every field it may have, and who looks at it. A field not named here is refused. */
export type Form<C> = Readonly<Record<string, Visit<C>>>;

export function visit<C>(form: Form<C>, node: Tree, context: C): void {
  for (const [name, value] of Object.entries(node)) {
    const look = Object.hasOwn(form, name) ? form[name] : undefined;
    if (!look) refuse(`it has a part that is not known here (${shown(name)}).`, 'Leave it out.');
    look(value, context);
  }
}

/** Names, flags and numbers: nothing that could hold a node. */
export function plain(value: unknown): void {
  if (Array.isArray(value)) value.forEach(plain);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  const { catalog, schema, table, column, ...rest } = value as Tree;
  for (const name of [catalog, schema, table, column])
    if (typeof name !== 'string') refuse('a name in it has an unknown form.', 'Use plain names.');
  if (Object.keys(rest).length > 0) refuse('a name in it has an unknown form.', 'Use plain names.');
}

export function optional<C>(look: Visit<C>): Visit<C> {
  return (value, context) => (value === null ? undefined : look(value, context));
}

export function each<C>(look: Visit<C>): Visit<C> {
  return (value, context) => {
    for (const item of listOf(value)) look(item, context);
  };
}

/** `[{ key, value }]` where the key is a name. */
export function pairs<C>(look: Visit<C>): Visit<C> {
  return each((pair, context) => {
    const { key, value } = fieldsOf(pair);
    plain(key);
    look(value, context);
  });
}
