import { errors } from '@insites/kernel';
import { type ClientBase, escapeIdentifier } from 'pg';
import { extensionsSchema } from '../control.ts';

/**
 * Moves extensions out of schemas that are about to go, so that they do not go with them, and with
 * them every column of their types.
 * @throws platform.recreateRefused for one that cannot be moved
 */
export async function keepExtensions(
  client: ClientBase,
  schemas: readonly string[],
): Promise<void> {
  const { rows } = await client.query<{ name: string; schema: string; movable: boolean }>(
    `SELECT extname AS name, nspname AS schema, extrelocatable AS movable
       FROM pg_extension JOIN pg_namespace n ON n.oid = extnamespace WHERE nspname = ANY ($1)`,
    [schemas],
  );
  for (const { name, schema, movable } of rows) {
    if (!movable)
      throw errors.conflict(
        'platform.recreateRefused',
        `The extension ${name} lives in the schema ${schema}, which would be dropped, and cannot be moved. Nothing was changed.`,
        { hint: `Install it in the schema ${extensionsSchema}.` },
      );
    await client.query(
      `ALTER EXTENSION ${escapeIdentifier(name)} SET SCHEMA ${escapeIdentifier(extensionsSchema)}`,
    );
  }
}
