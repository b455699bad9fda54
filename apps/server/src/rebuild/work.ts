import type { ChildRun } from '@insites/platform';
import { atDatabases } from '../databases/at-databases.ts';
import { type RecreateDatabasesReport, recreateDatabases } from '../databases/recreate.ts';

/** What the process that re-creates the databases is told. */
export interface RebuildWork {
  /** Settings by the names of their environment variables; it has no environment of its own. */
  readonly settings: Readonly<Record<string, string>>;
  /** Default: whatever the settings route to. */
  readonly confirm?: readonly string[] | undefined;
  readonly fixtures: string;
  readonly scale?: number | undefined;
  readonly seed?: string | undefined;
  readonly keepJob: string;
}

/** In a process of its own, so that making ten million rows takes nothing from the server's. */
export async function run(
  { settings, confirm, fixtures, scale, seed, keepJob }: RebuildWork,
  { progress }: ChildRun,
): Promise<RecreateDatabasesReport> {
  const at = { env: settings };
  const all = () =>
    atDatabases(at, async ({ places }) => places.map(({ databaseName }) => databaseName));
  return await recreateDatabases({
    ...at,
    confirm: confirm ?? (await all()),
    fixture: fixtures,
    scale,
    seed,
    keepJob,
    progress,
  });
}
