import type { Actor, CallInput, RouteOutput } from '@insites/kernel';
import type { fits, JoinFit, UnionFit } from '../../contract/index.ts';
import type { Deps } from '../deps.ts';
import { versionFor } from '../reading/open.ts';
import type { Note } from '../service.ts';
import { type DatasetRow, listDatasets } from '../store.ts';
import { joinReasons, joinSentence, percent } from './join-sentences.ts';
import { sealedFor } from './keep.ts';
import { namedBy } from './names.ts';
import { type Overlap, overlapOf, readSketch, type Sketch } from './sketch.ts';
import { factsOf, type NewestVersion, newestVersions, sealedOf } from './store.ts';
import { unionOf } from './union-fit.ts';
import { type Candidate, mayMeet, weigh } from './weigh.ts';

type Found = RouteOutput<typeof fits>;

/** Datasets that are compared, those changed last. */
const datasetsAtMost = 500;
/** Their sketches are not all held at once. */
const datasetsAtOnce = 20;
/** Columns of a dataset that are compared. */
const columnsAtMost = 300;
/** Less is not worth a look. */
const leastScore = 0.3;
/** Ways to join one other dataset. */
const pairsOfOne = 3;

/** The newest version of a dataset with its columns. */
interface Compared {
  readonly dataset: DatasetRow;
  readonly version: NewestVersion;
  readonly columns: readonly Candidate[];
}

/** Datasets of those the actor may see that this one can be joined to or put together with. */
export async function findFits(
  actor: Actor,
  { id, limit }: CallInput<typeof fits> & { limit: number },
  note: Note,
  deps: Deps,
): Promise<Found> {
  const { database } = deps.platform;
  const { dataset, version } = await versionFor(actor, id, undefined, 'explore', note, deps);
  const [mine] = await comparedOf([dataset], [version], deps);
  const readable = deps.governance.readable(actor, 'dataset');
  const reach = { ...readable, only: actor.datasets ?? null };
  const newest = {
    sort: 'updatedAt',
    descending: true,
    limit: datasetsAtMost + 1,
    offset: 0,
  } as const;
  const { rows, total } = await listDatasets(reach, newest, database);
  const others = rows.filter((row) => row.id !== dataset.id).slice(0, datasetsAtMost);
  const names = await deps.identity.organisationsOf([
    ...new Set(others.map(({ organisationId }) => organisationId)),
  ]);
  const joins: JoinFit[] = [];
  const unions: UnionFit[] = [];
  const sketches = await sketchesOf(mine?.columns.filter(({ sketched }) => sketched) ?? [], deps);
  for (let from = 0; mine && from < others.length; from += datasetsAtOnce) {
    const some = others.slice(from, from + datasetsAtOnce);
    const versions = await newestVersions(
      some.map((row) => row.id),
      database,
    );
    const compared = await comparedOf(some, versions, deps);
    const theirs = await sketchesOf(meeting(mine, compared), deps);
    for (const other of compared) {
      const overlap = overlaps(sketches, theirs);
      const shown = shownAs(other, names.get(other.dataset.organisationId)?.name ?? '');
      const union = unionsOf(mine, other, overlap, shown);
      unions.push(...union);
      // Tables of one form share the values of many columns: to look up, one side has to have them once.
      joins.push(
        ...joinsOf(mine, other, overlap, shown).filter(
          ({ mineOnce, theirsOnce }) => union.length === 0 || mineOnce || theirsOnce,
        ),
      );
    }
  }
  const best = {
    joins: joins.sort((one, other) => other.score - one.score).slice(0, limit),
    unions: unions.sort((one, other) => other.score - one.score).slice(0, limit),
  };
  note({ details: { datasets: toldOf(best) } });
  return {
    version: version.number,
    ready: mine?.columns.every(({ present }) => present !== null) ?? true,
    compared: others.length,
    all: total <= datasetsAtMost + 1,
    ...best,
  };
}

/** The datasets that an answer tells something of. */
function toldOf({ joins, unions }: Pick<Found, 'joins' | 'unions'>) {
  const told = [...joins, ...unions].map(({ dataset: { id, name, version } }) => ({
    id,
    name,
    version,
  }));
  return [...new Map(told.map((each) => [each.id, each])).values()];
}

async function comparedOf(
  datasets: readonly DatasetRow[],
  versions: readonly NewestVersion[],
  { platform: { database } }: Deps,
): Promise<Compared[]> {
  const ids = versions.map(({ id }) => id);
  const facts = Map.groupBy(
    await factsOf(ids, columnsAtMost, database),
    ({ versionId }) => versionId,
  );
  return datasets.flatMap((dataset) => {
    const version = versions.find(({ datasetId }) => datasetId === dataset.id);
    if (!version) return [];
    const columns = (facts.get(version.id) ?? []).map((column) => ({
      ...column,
      named: namedBy(column.name, dataset.name),
    }));
    return [{ dataset, version, columns }];
  });
}

/** Columns of theirs that may share values with one of mine. */
function meeting(mine: Compared, theirs: readonly Compared[]): Candidate[] {
  const own = mine.columns.filter(({ sketched }) => sketched);
  return theirs
    .flatMap(({ columns }) => columns)
    .filter((column) => own.some((each) => mayMeet(each, column)));
}

type Sketches = ReadonlyMap<string, Sketch>;

const keyOf = ({ versionId, position }: { versionId: string; position: number }) =>
  `${versionId} ${position}`;

async function sketchesOf(
  wanted: readonly Candidate[],
  { platform: { database, sealing } }: Deps,
): Promise<Sketches> {
  const found = await sealedOf(wanted, database);
  return new Map(
    found.map((row) => [
      keyOf(row),
      readSketch(sealing.open(sealedFor(row.versionId, row.position), row.sealed)),
    ]),
  );
}

/** Overlaps of two columns, each compared once. */
function overlaps(mine: Sketches, theirs: Sketches) {
  const known = new Map<string, Overlap | null>();
  return (left: Candidate, right: Candidate): Overlap | null => {
    const key = `${left.position} ${keyOf(right)}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const [one, other] = [mine.get(keyOf(left)), theirs.get(keyOf(right))];
    const found = one && other && mayMeet(left, right) ? overlapOf(one, other) : null;
    known.set(key, found);
    return found;
  };
}

type OverlapOf = ReturnType<typeof overlaps>;

function shownAs({ dataset, version }: Compared, organisation: string): JoinFit['dataset'] {
  const { id, name, title } = dataset;
  return { id, name, title, organisation, version: version.number, rows: version.rows };
}

/** The best ways to join another dataset, each column at most once. */
function joinsOf(
  mine: Compared,
  other: Compared,
  overlapOfColumns: OverlapOf,
  dataset: JoinFit['dataset'],
): JoinFit[] {
  const found = mine.columns.flatMap((left) =>
    other.columns.flatMap((right) => {
      const overlap = overlapOfColumns(left, right);
      const weighed = overlap && weigh(left, right, overlap);
      return overlap && weighed && weighed.score >= leastScore
        ? [{ left, right, overlap, weighed }]
        : [];
    }),
  );
  const taken = new Set<Candidate>();
  const chosen: JoinFit[] = [];
  for (const pair of found.sort((one, next) => next.weighed.score - one.weighed.score)) {
    if (taken.has(pair.left) || taken.has(pair.right) || chosen.length === pairsOfOne) continue;
    taken.add(pair.left).add(pair.right);
    chosen.push(joinFitOf(pair, dataset));
  }
  return chosen;
}

function joinFitOf(
  pair: {
    readonly left: Candidate;
    readonly right: Candidate;
    readonly overlap: Overlap;
    readonly weighed: NonNullable<ReturnType<typeof weigh>>;
  },
  dataset: JoinFit['dataset'],
): JoinFit {
  const { left, right, overlap, weighed } = pair;
  const told = { mine: left.name, theirs: right.name, dataset: dataset.name, overlap, weighed };
  return {
    dataset,
    mine: left.name,
    theirs: right.name,
    score: rounded(weighed.score),
    sentence: joinSentence(told),
    reasons: joinReasons(told),
    mineInTheirs: rounded(overlap.leftInRight),
    theirsInMine: rounded(overlap.rightInLeft),
    estimated: !overlap.counted,
    mineOnce: weighed.leftOnce,
    theirsOnce: weighed.rightOnce,
  };
}

function unionsOf(
  mine: Compared,
  other: Compared,
  overlapOfColumns: OverlapOf,
  dataset: JoinFit['dataset'],
): UnionFit[] {
  const found = unionOf(mine.columns, other.columns, overlapOfColumns);
  if (!found) return [];
  const { columns, sameKeys } = found;
  const wider = Math.max(mine.columns.length, other.columns.length);
  const double =
    sameKeys !== null && sameKeys >= 0.05
      ? ` ${percent(sameKeys, true).replace(/^./, (first) => first.toUpperCase())} of the keys stand in both, so rows would be there twice.`
      : '';
  const sentence = `${columns.length} of ${wider} columns are in both; rows of ${dataset.name} can stand below these.${double}`;
  return [
    {
      ...found,
      dataset,
      sentence,
      score: rounded(found.score),
      share: rounded(found.share),
      sameKeys: sameKeys === null ? null : rounded(sameKeys),
    },
  ];
}

function rounded(share: number): number {
  return Math.round(share * 1_000) / 1_000;
}
