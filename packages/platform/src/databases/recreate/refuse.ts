import { errors, type InsitesError } from '@insites/kernel';
import type { ClientBase } from 'pg';
import type { Config } from '../../config/config.ts';
import { readState } from '../control.ts';
import type { Place } from '../places.ts';

/**
 * Throws unless everything may be thrown away: the environment says test or development, every
 * database is marked disposable, and each one's name was given. Changes nothing.
 * @throws platform.recreateRefused
 */
export async function mayRecreate(
  databases: readonly { readonly place: Place; readonly client: ClientBase }[],
  { environment, confirm }: Pick<Config, 'environment'> & { readonly confirm: readonly string[] },
): Promise<void> {
  if (environment === 'production')
    throw refused(
      'This is production: its databases are never re-created.',
      'INSITES_ENVIRONMENT has to say test or development, where that is true.',
    );
  const names = databases.map(({ place }) => place.databaseName);
  const wrong = confirm.find((name) => !names.includes(name));
  if (wrong !== undefined)
    throw refused(
      `None of the databases is called “${wrong}”.`,
      `Say which are to be re-created: ${confirmAll(names)}`,
    );
  const missing = names.find((name) => !confirm.includes(name));
  if (missing !== undefined)
    throw refused(
      `Everything in the database “${missing}” would be deleted, and nobody said so.`,
      `Say which are to be re-created: ${confirmAll(names)}`,
    );
  for (const { place, client } of databases) {
    const { mark } = await readState(client);
    if (mark === 'production')
      throw refused(
        `The database “${place.databaseName}” is marked as production.`,
        'Check that this is the database you mean.',
      );
    if (mark === null)
      throw refused(
        `Nobody has said that the database “${place.databaseName}” may be thrown away.`,
        `If it may: insites db mark disposable --confirm ${place.databaseName}`,
      );
  }
}

function confirmAll(names: readonly string[]): string {
  return names.map((name) => `--confirm ${name}`).join(' ');
}

function refused(message: string, hint: string): InsitesError {
  return errors.conflict('platform.recreateRefused', `${message} Nothing was changed.`, { hint });
}
