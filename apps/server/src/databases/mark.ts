import { errors } from '@insites/kernel';
import {
  type DatabaseMark,
  ensureControl,
  markDatabase,
  readState,
  underLock,
  withClient,
} from '@insites/platform';
import { atDatabases, type DatabaseOptions } from './at-databases.ts';

export interface MarkOptions extends DatabaseOptions {
  readonly mark: DatabaseMark;
  /** The databases' own names. */
  readonly confirm: readonly string[];
}

/** What was marked. */
export interface MarkReport {
  readonly items: readonly { readonly database: string; readonly mark: DatabaseMark }[];
}

/**
 * Says of databases what they may be used for. Disposable ones may be re-created in test and
 * development; what is marked as production is not made disposable by the program.
 * @throws platform.recreateRefused
 */
export async function markDatabases(options: MarkOptions): Promise<MarkReport> {
  return await atDatabases(options, async ({ config, log, places }) => {
    const names = places.map(({ databaseName }) => databaseName);
    const unknown = options.confirm.find((name) => !names.includes(name));
    if (unknown !== undefined || options.confirm.length === 0)
      throw refused(
        unknown === undefined
          ? 'Nobody said which database is meant.'
          : `None of the databases is called “${unknown}”.`,
        `Say it: ${names.map((name) => `--confirm ${name}`).join(' ')}`,
      );
    if (options.mark === 'disposable' && config.environment === 'production')
      throw refused(
        'In production no database is disposable.',
        'INSITES_ENVIRONMENT has to say test or development, where that is true.',
      );
    const meant = places.filter(({ databaseName }) => options.confirm.includes(databaseName));
    for (const { url, databaseName } of meant)
      await withClient(url, log, async (client) => {
        const { mark } = await readState(client);
        if (mark === 'production' && options.mark === 'disposable')
          throw refused(
            `The database “${databaseName}” is marked as production.`,
            'Whoever owns it can take the mark away: UPDATE insites.state SET mark = NULL',
          );
        await underLock(client, () => ensureControl(client));
        await markDatabase(client, options.mark);
      });
    return { items: options.confirm.map((database) => ({ database, mark: options.mark })) };
  });
}

function refused(message: string, hint: string) {
  return errors.conflict('platform.recreateRefused', `${message} Nothing was changed.`, { hint });
}
