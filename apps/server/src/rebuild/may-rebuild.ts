import { errors, type InsitesError } from '@insites/kernel';
import { type Platform, readState, withClient } from '@insites/platform';

/**
 * Throws unless this is a test or development environment, every database is marked disposable, and
 * the names, where they were given, are those of all of them. The re-creation looks again.
 * @throws platform.rebuildRefused
 */
export async function mayRebuild(
  { config, databases, log }: Pick<Platform, 'config' | 'databases' | 'log'>,
  confirm: readonly string[] | undefined,
): Promise<void> {
  if (config.environment === 'production')
    throw refused(
      'This is production: its databases are never re-created.',
      'INSITES_ENVIRONMENT has to say test or development, where that is true.',
    );
  const names: string[] = [];
  for (const { url } of databases.all)
    await withClient(url, log, async (client) => {
      const { rows } = await client.query<{ name: string }>('SELECT current_database() AS name');
      const name = rows[0]?.name ?? '';
      names.push(name);
      const { mark } = await readState(client);
      if (mark === 'production')
        throw refused(
          `The database “${name}” is marked as production.`,
          'Check that this is the server you mean.',
        );
      if (mark === null)
        throw refused(
          `Nobody has said that the database “${name}” may be thrown away.`,
          `If it may, on the server: insites db mark disposable --confirm ${name}`,
        );
    });
  const wrong = confirm?.find((name) => !names.includes(name));
  if (wrong !== undefined)
    throw refused(
      `This server has no database “${wrong}”.`,
      'Check that this is the server you mean.',
    );
  const missing = confirm && names.find((name) => !confirm.includes(name));
  if (missing !== undefined)
    throw refused(
      `Everything in the database “${missing}” would be deleted, and it is not among the names that were given.`,
      'Name all databases of the server, or none.',
    );
}

function refused(message: string, hint: string): InsitesError {
  return errors.notAllowed('platform.rebuildRefused', `${message} Nothing was changed.`, { hint });
}
