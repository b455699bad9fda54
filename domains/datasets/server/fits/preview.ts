import { type Actor, type CallInput, errors, type RouteOutput } from '@insites/kernel';
import type { ColumnPair, previewFit } from '../../contract/index.ts';
import type { Deps } from '../deps.ts';
import { type OpenDataset, open } from '../reading/open.ts';
import { sessionOf } from '../reading/service.ts';
import { type Note, noteOf } from '../service.ts';
import { columnsOf } from '../versions/store.ts';
import { firstRows, matchCounts, matchedRows, type Side } from './queries.ts';

type Preview = RouteOutput<typeof previewFit>;
type Input = CallInput<typeof previewFit> & { readonly kind: 'join' | 'union' };
type Counts = Preview['mine'];

const shownRows = { join: 20, union: 10 } as const;
/** Columns of a side that are shown beside those that match. */
const besides = 6;

/** Counts how two datasets match, over all rows that the actor may read of both, and shows the first ones. */
export async function preview(
  actor: Actor,
  input: Input,
  note: Note,
  signal: AbortSignal,
  deps: Deps,
): Promise<Preview> {
  const opened: OpenDataset[] = [];
  try {
    const mine = await open(actor, input.id, 'explore', note, deps, { table: 'mine' });
    opened.push(mine);
    // The entry of the call is the one of this dataset; the other gets its own.
    const silent = () => undefined;
    const theirs = await open(actor, input.other, 'explore', silent, deps, { table: 'theirs' });
    opened.push(theirs);
    if (mine.dataset.id === theirs.dataset.id)
      throw errors.invalid('datasets.sameDataset', 'A dataset is not compared with itself.', {
        hint: 'Name another one.',
      });
    const [left, right] = [await sideOf(mine, deps), await sideOf(theirs, deps)];
    mustBeThere(
      left,
      mine,
      input.on.map((pair) => pair.mine),
    );
    mustBeThere(
      right,
      theirs,
      input.on.map((pair) => pair.theirs),
    );
    await noteBoth(actor, input, { mine, theirs }, note, deps);
    return await read(actor, input, { mine, theirs, left, right }, signal, deps);
  } finally {
    for (const { release } of opened) release();
  }
}

async function sideOf({ version, grant }: OpenDataset, { platform }: Deps): Promise<Side> {
  const columns = await columnsOf(version.id, platform.database);
  return { table: grant.table, columns: columns.map(({ name, type }) => ({ name, type })) };
}

function mustBeThere({ columns }: Side, { dataset }: OpenDataset, names: readonly string[]): void {
  const missing = names.find((name) => !columns.some((column) => column.name === name));
  if (missing !== undefined)
    throw errors.invalid(
      'datasets.columnUnknown',
      `“${dataset.name}” has no column “${missing}”.`,
      {
        hint: `Its columns are ${columns
          .slice(0, 20)
          .map(({ name }) => name)
          .join(', ')}.`,
      },
    );
}

/**
 * Both datasets are read, so both have their entry, in the log of whom they belong to. That of theirs does not name
 * mine where they belong to somebody else.
 */
async function noteBoth(
  actor: Actor,
  { kind, on }: Input,
  { mine, theirs }: { readonly mine: OpenDataset; readonly theirs: OpenDataset },
  note: Note,
  { audit, governance }: Deps,
): Promise<void> {
  const told = ({ dataset: { id, name }, version }: OpenDataset) => ({
    id,
    name,
    version: version.number,
  });
  note({ columns: on.map((pair) => pair.mine), details: { kind, with: told(theirs) } });
  const ofOne = mine.dataset.organisationId === theirs.dataset.organisationId;
  await audit.record({
    ...noteOf(theirs.dataset, 'explore', theirs.version.number),
    actor,
    verb: 'datasets.previewFit',
    outcome: 'allowed',
    code: null,
    policyVersion: governance.policyVersion,
    columns: on.map((pair) => pair.theirs),
    details: { kind, ...(ofOne ? { with: told(mine) } : {}) },
  });
}

interface Sides {
  readonly mine: OpenDataset;
  readonly theirs: OpenDataset;
  readonly left: Side;
  readonly right: Side;
}

async function read(
  actor: Actor,
  { kind, on }: Input,
  { mine, theirs, left, right }: Sides,
  signal: AbortSignal,
  { platform: { engine } }: Deps,
): Promise<Preview> {
  const ask = async (sql: string, limit: number) =>
    await engine.query(
      { sql, session: sessionOf(actor, 'explore'), grants: [mine.grant, theirs.grant] },
      { limit, signal },
    );
  const counted = await ask(matchCounts(left, right, on).text, 1);
  const [row = []] = counted.rows;
  const number = (name: string) =>
    Number(row[counted.columns.findIndex((column) => column.name === name)] ?? 0);
  const [a, b] = (['a', 'b'] as const).map(
    (at): Counts => ({
      rows: number(`${at}Rows`),
      withValue: number(`${at}WithValue`),
      matchedRows: number(`${at}MatchedRows`),
      values: number(`${at}Values`),
      matchedValues: number(`${at}MatchedValues`),
      most: number(`${at}Most`),
    }),
  ) as [Counts, Counts];
  const joinedRows = number('joined');
  const text = (cell: unknown) => (cell === null || cell === undefined ? null : String(cell));
  const shared = {
    kind,
    mine: a,
    theirs: b,
    joinedRows,
    versions: { mine: mine.version.number, theirs: theirs.version.number },
    sentence: sentenceOf(kind, a, b, joinedRows, theirs.dataset.name),
  };
  if (kind === 'union') {
    const [names, others] = [on.map((pair) => pair.mine), on.map((pair) => pair.theirs)];
    const first = await ask(firstRows('mine', names, shownRows.union).text, shownRows.union);
    const second = await ask(firstRows('theirs', others, shownRows.union).text, shownRows.union);
    return {
      ...shared,
      columns: names.map((name) => ({ name, side: 'both' as const, matched: true })),
      rows: [
        ...first.rows.map((cells) => ({ from: 'mine' as const, cells: cells.map(text) })),
        ...second.rows.map((cells) => ({ from: 'theirs' as const, cells: cells.map(text) })),
      ],
    };
  }
  const chosen = { mine: chosenOf(left, on, 'mine'), theirs: chosenOf(right, on, 'theirs') };
  const found = await ask(
    matchedRows(left, right, on, chosen, shownRows.join).text,
    shownRows.join,
  );
  const isOn = (side: 'mine' | 'theirs', name: string) => on.some((pair) => pair[side] === name);
  return {
    ...shared,
    columns: (['mine', 'theirs'] as const).flatMap((side) =>
      chosen[side].map((name) => ({ name, side, matched: isOn(side, name) })),
    ),
    rows: found.rows.map((cells) => ({ from: 'both' as const, cells: cells.map(text) })),
  };
}

/** Columns that are shown of a side: those that match, then the first others. */
function chosenOf({ columns }: Side, on: readonly ColumnPair[], side: 'mine' | 'theirs'): string[] {
  const matched = [...new Set(on.map((pair) => pair[side]))];
  const others = columns.map(({ name }) => name).filter((name) => !matched.includes(name));
  return [...matched, ...others.slice(0, besides)];
}

function sentenceOf(
  kind: 'join' | 'union',
  mine: Counts,
  theirs: Counts,
  joined: number,
  name: string,
): string {
  const many = (count: number) => count.toLocaleString('en-US');
  if (kind === 'union')
    return `${many(mine.rows)} rows and ${many(theirs.rows)} of ${name} make ${many(mine.rows + theirs.rows)}. ${
      mine.matchedRows === 0
        ? 'No row stands in both.'
        : `${many(mine.matchedRows)} of them stand in both already.`
    }`;
  const found = `${many(mine.matchedRows)} of ${many(mine.rows)} rows find a row of ${name}`;
  const once = theirs.most <= 1 ? 'exactly one each' : `up to ${many(theirs.most)} each`;
  return mine.matchedRows === 0
    ? `No row finds one of ${name}.`
    : `${found}, ${once}; ${many(mine.rows - mine.matchedRows)} find none. A join has ${many(joined)} rows.`;
}
