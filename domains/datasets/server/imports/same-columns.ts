import { errors } from '@insites/kernel';
import type { Deps } from '../deps.ts';
import { columnNamesOf, readyVersion, type VersionRow } from '../versions/store.ts';
import type { Loaded } from './load.ts';

/**
 * A recipe is replayed on a file with the same columns only; else the import stops and says what is different.
 *
 * @throws datasets.columnsDiffer
 */
export async function sameColumns(
  version: VersionRow,
  { recipe }: Pick<Loaded, 'recipe'>,
  { platform: { database } }: Deps,
): Promise<void> {
  const before = await readyVersion(version.datasetId, undefined, database);
  if (before?.rawNumber == null || (before.steps ?? []).length === 0) return;
  const old = await columnNamesOf(before.id, database);
  const now = recipe.columns.map(({ name }) => name);
  const gone = old.filter((name) => !now.includes(name));
  const fresh = now.filter((name) => !old.includes(name));
  if (gone.length === 0 && fresh.length === 0) return;
  throw errors.invalid(
    'datasets.columnsDiffer',
    `“${version.sourceFileName}” has not the columns of version ${before.number}, whose recipe would be replayed on it: ${[named(gone, 'missing'), named(fresh, 'new')].filter((part) => part !== '').join('; ')}. Nothing was published.`,
    {
      hint: 'If it is right so, import it again with --other-columns accept: the steps of the columns that are still there are done.',
      fields: [
        ...gone.map((path) => ({ path, message: 'It is missing.' })),
        ...fresh.map((path) => ({ path, message: 'It is new.' })),
      ],
    },
  );
}

function named(columns: readonly string[], what: string): string {
  if (columns.length === 0) return '';
  const shown = columns.slice(0, 5).map((name) => `“${name}”`);
  const more = columns.length > shown.length ? ` and ${columns.length - shown.length} more` : '';
  return `${shown.join(', ')}${more} ${columns.length === 1 ? 'is' : 'are'} ${what}`;
}
