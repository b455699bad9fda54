import { type Actor, errors } from '@insites/kernel';
import type { TrustedSession } from '@insites/platform';
import type { z } from 'zod';
import type {
  DuplicatePair,
  DuplicatesSummary,
  duplicateGroup,
} from '../../contract/duplicates.ts';
import type { Deps } from '../deps.ts';
import { type OpenDataset, open } from '../reading/open.ts';
import type { Note } from '../service.ts';
import type { DatasetRow } from '../store.ts';
import { columnNamesOf } from '../versions/store.ts';
import { probabilityOf } from './estimating/model.ts';
import { doubtfulPairs, largestGroups, rowNumber, rowsByNumber } from './keeping/queries.ts';
import { said } from './run.ts';
import type { DecisionRow, LinkRunRow } from './store.ts';
import { waterfall } from './waterfall.ts';

type Run = LinkRunRow & { readonly summary: DuplicatesSummary };
type Cells = Record<string, string | null>;
type Group = z.infer<typeof duplicateGroup>;

interface Asked {
  readonly actor: Actor;
  readonly dataset: DatasetRow;
  readonly note: Note;
  readonly deps: Deps;
}

interface Page {
  readonly limit: number;
  readonly offset: number;
}

/** Pairs that a person should look at, with both rows and the steps of the evidence. */
export async function showPairs(
  run: Run,
  decisions: readonly DecisionRow[],
  page: Page,
  asked: Asked,
): Promise<DuplicatePair[]> {
  const { model } = run;
  if (!model) return [];
  return await reading(run, asked, async ({ session, members, pairs, cellsOf }) => {
    const found = await session.run(doubtfulPairs(members, pairs, said(decisions), page).text);
    const cells = await cellsOf(found.flatMap(({ l, r }) => [Number(l), Number(r)]));
    return found.map((row) => {
      const side = (at: 'l' | 'r', which: 'left' | 'right') => ({
        row: Number(row[at]),
        key: String(row[`${which}_key`]),
        group: String(row[`${which}_group`]),
        cells: cells.get(Number(row[at])) ?? {},
      });
      const [left, right] = [side('l', 'left'), side('r', 'right')];
      const bits = Number(row.bits);
      return {
        left,
        right,
        bits,
        probability: probabilityOf(bits),
        together: left.group === right.group,
        steps: waterfall(row, model, left.cells),
      };
    });
  });
}

/** The largest groups with their first rows. */
export async function showGroups(run: Run, page: Page, asked: Asked): Promise<Group[]> {
  return await reading(run, asked, async ({ session, members, cellsOf }) => {
    const found = await session.run(largestGroups(members, page).text);
    const cells = await cellsOf(found.map(({ row }) => Number(row)));
    const groups = new Map<string, Group>();
    for (const { id, size, row, key } of found) {
      const group = groups.get(String(id)) ?? {
        group: String(id),
        rows: Number(size),
        members: [],
      };
      group.members.push({
        row: Number(row),
        key: String(key),
        cells: cells.get(Number(row)) ?? {},
      });
      groups.set(String(id), group);
    }
    return [...groups.values()];
  });
}

interface Reading {
  readonly session: TrustedSession;
  readonly members: string;
  readonly pairs: string;
  cellsOf(rows: readonly number[]): Promise<ReadonlyMap<number, Cells>>;
}

/** Opens the searched version through the gate, and beside it what the search kept. */
async function reading<T>(
  run: Run,
  { actor, dataset, note, deps }: Asked,
  work: (reading: Reading) => Promise<T>,
): Promise<T> {
  const { objects, engine } = deps.platform;
  const opened = await open(actor, dataset.id, 'explore', note, deps, {
    version: run.summary.version,
  });
  const columns = await readable(opened, deps);
  note({ columns });
  const leases = [];
  try {
    for (const id of [run.membersObjectId, run.pairsObjectId])
      leases.push(await objects.cached(id ?? ''));
    const session = await engine.trusted();
    try {
      return await work({
        session,
        members: leases[0]?.path ?? '',
        pairs: leases[1]?.path ?? '',
        cellsOf: async (rows) => {
          const found = await session.run(
            rowsByNumber(opened.grant.parquet, columns, [...new Set(rows)]).text,
          );
          note({ rows: found.length });
          return new Map(
            found.map(({ [rowNumber]: row, ...cells }) => [Number(row), cells as Cells]),
          );
        },
      });
    } finally {
      await session.close();
    }
  } finally {
    for (const lease of leases) lease.release();
    opened.release();
  }
}

/** Columns that the rules leave. Single rows cannot be held against a filter here, so a filtered relation is refused. */
async function readable({ grant, version }: OpenDataset, deps: Deps): Promise<readonly string[]> {
  const names = await columnNamesOf(version.id, deps.platform.database);
  if (!grant.restriction) return names;
  if (grant.restriction.where !== null)
    throw errors.notAllowed(
      'governance.refused',
      'You may see some rows of this dataset only, so its duplicates are not shown.',
      {
        hint: 'Ask its owner to decide them.',
      },
    );
  const { columns } = grant.restriction;
  return names.filter((name) => columns.includes(name));
}
