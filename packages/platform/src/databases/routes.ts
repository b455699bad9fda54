import { errors } from '@insites/kernel';
import type { Config } from '../config/config.ts';
import type { OwnedSchema } from './database.ts';

/** A database and the schemas that live in it, in the order in which they are migrated. */
export interface Route {
  /** `main`, or a name of INSITES_DATABASES. */
  readonly name: string;
  /** Null: ours, under the home, or beside `main`. */
  readonly url: string | null;
  readonly schemas: readonly OwnedSchema[];
}

/** The database that everything lives in which is not routed elsewhere. */
export const mainRoute = 'main';

/**
 * Which schema lives where, `main` first. No foreign key and no join crosses a route, so any schema
 * may live anywhere, but for those that share transactions.
 * @throws platform.configInvalid
 */
export function planRoutes(
  { others, routes }: Pick<Config['database'], 'others' | 'routes'>,
  schemas: readonly OwnedSchema[],
): readonly Route[] {
  const places = new Map(routes.map(({ schema, database }) => [schema, database]));
  const databases = [{ name: mainRoute, url: null as string | null }, ...others];
  const known = new Set(databases.map(({ name }) => name));
  const names = new Set(schemas.map(({ name }) => name));
  for (const { schema, database } of routes) {
    if (!names.has(schema)) throw wrong(`there is no domain ${schema}`, [...names]);
    if (!known.has(database)) throw wrong(`there is no database ${database}`, [...known]);
  }
  const placeOf = (schema: string) => places.get(schema) ?? mainRoute;
  for (const { name, together = [] } of schemas)
    for (const other of together)
      if (names.has(other) && placeOf(other) !== placeOf(name))
        throw wrong(
          `${name} and ${other} share transactions and cannot live in two databases (${placeOf(name)}, ${placeOf(other)})`,
        );
  return databases.map(({ name, url }) => ({
    name,
    url,
    schemas: schemas.filter((schema) => placeOf(schema.name) === name),
  }));
}

function wrong(what: string, known?: readonly string[]) {
  return errors.invalid('platform.configInvalid', `INSITES_DATABASE_ROUTES: ${what}.`, {
    hint: known
      ? `Known are: ${known.join(', ')}.`
      : 'Route them together, as `insites db status` shows.',
  });
}
