import { newId, type RouteDefinition } from '@insites/kernel';
import type { z } from 'zod';
import type { Input } from './ask.ts';

/** What a field of this name holds when the type alone does not say it. */
const byName: Readonly<Record<string, () => unknown>> = {
  sql: () => 'select 1 as one',
  expectation: () => ({ kind: 'notNull', column: 'a' }),
  rules: () => null,
  response: () => ({}),
  on: () => [{ mine: 'one', theirs: 'other' }],
  issuer: () => 'https://sign-in.invalid',
  redirects: () => ['https://program.invalid/callback'],
};

/** Values a field may take; the first one that its schema accepts is plausible. */
function candidates(): readonly unknown[] {
  const id = newId();
  return [
    id,
    `${id}@city.example`,
    `n${id.replaceAll('-', '_')}`,
    `n-${id}`,
    id.replaceAll('-', ''),
    'viewer',
    1,
    true,
    [],
  ];
}

/**
 * Input that a route accepts, with ids of things that exist nowhere. Only what must be given.
 * Throws when a field is of a kind this file does not know yet.
 */
export function plausibleInput(route: RouteDefinition): Input {
  const fields = Object.entries(route.input.shape) as [string, z.ZodType][];
  const needed = fields.filter(([, schema]) => !schema.safeParse(undefined).success);
  const input = Object.fromEntries(
    needed.map(([name, schema]) => [name, plausible(name, schema, route.name)]),
  );
  const parsed = route.input.safeParse(input);
  if (!parsed.success) throw new Error(`No plausible input for ${route.name}: ${parsed.error}`);
  return input;
}

function plausible(name: string, schema: z.ZodType, where: string): unknown {
  const tried = [...(byName[name] ? [byName[name]()] : []), ...candidates()];
  const fits = tried.find((value) => schema.safeParse(value).success);
  if (fits === undefined)
    throw new Error(`${where}: no plausible value for ${name}; add one to matrix/inputs.ts`);
  return fits;
}

/** Fields that name another thing by its id, in the path or elsewhere, given or not. */
export function idFields(route: RouteDefinition): readonly string[] {
  const fields = Object.entries(route.input.shape) as [string, z.ZodType][];
  return fields
    .filter(([name, schema]) => /(^id|Id)$/.test(name) && schema.safeParse(newId()).success)
    .map(([name]) => name);
}
