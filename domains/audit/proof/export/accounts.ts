import type { StoredEntry } from '../entry.ts';
import { sha256 } from '../hash.ts';
import { faultAt } from './fault.ts';

/** Verbs whose entries say something about other entries. */
export const statementVerbs = { exported: 'audit.exportLog', removed: 'audit.retain' } as const;

interface Range {
  readonly first: number;
  readonly last: number;
}

/** The positions that a run of the retention removed, as the digest in its entry has them. */
export function digestOfRanges(ranges: readonly Range[]): string {
  return sha256(Buffer.from(ranges.map(({ first, last }) => `${first}-${last}`).join())).toString(
    'hex',
  );
}

/**
 * What the entries say of each other. An entry that was removed must be accounted for by a run of the
 * retention that stands in the log, and each earlier export said how many entries the organisation
 * had, so that none can be passed off as somebody else's.
 */
export class Accounts {
  #hidden: (Range & { readonly before: number })[] = [];
  #removed = new Map<string, { ranges: Range[] }>();
  #stated = new Map<string, { readonly count: unknown; readonly digest: unknown }>();

  hide(position: number, count: number): void {
    const last = this.#hidden.at(-1);
    const before = last ? last.before + last.last - last.first + 1 : 0;
    this.#hidden.push({ first: position, last: position + count - 1, before });
  }

  remove(position: number, run: string): void {
    const ranges = this.#removed.get(run)?.ranges ?? [];
    const last = ranges.at(-1);
    if (last?.last === position - 1)
      ranges[ranges.length - 1] = { first: last.first, last: position };
    else ranges.push({ first: position, last: position });
    this.#removed.set(run, { ranges });
  }

  /** Takes in what an entry of one of the verbs says. @throws Faulty where it is contradicted. */
  state(position: number, entry: StoredEntry): void {
    const { verb, outcome, details, objectId } = entry;
    if (outcome !== 'allowed') return;
    if (verb === statementVerbs.removed && objectId !== null)
      this.#stated.set(objectId, { count: details.count, digest: details.digest });
    const { size, entries } = details;
    if (verb !== statementVerbs.exported || typeof size !== 'number') return;
    const own = size - this.#hiddenUpTo(size);
    if (size < position && own !== entries)
      faultAt(
        'count',
        position,
        `Entry ${position} says that ${entries} of the first ${size} entries are the organisation's; in this export ${own} are.`,
      );
  }

  /** @throws Faulty when an entry was removed and no run says so. */
  settle(): void {
    for (const [run, { ranges }] of this.#removed) {
      const first = ranges[0]?.first ?? 0;
      const count = ranges.reduce((sum, range) => sum + range.last - range.first + 1, 0);
      const stated = this.#stated.get(run);
      if (!stated)
        faultAt('removal', first, `Entry ${first} was removed, and no entry of the log says so.`);
      if (stated.count !== count || stated.digest !== digestOfRanges(ranges))
        faultAt(
          'removal',
          first,
          `Of run ${run} ${count} entries are removed here, beginning with entry ${first}; its entry in the log names ${stated.count} others.`,
        );
    }
    for (const [run, { count }] of this.#stated)
      if (!this.#removed.has(run) && count !== 0)
        faultAt('removal', 1, `Run ${run} removed ${count} entries that stand in this export.`);
  }

  copy(): Accounts {
    const copy = new Accounts();
    copy.#hidden = [...this.#hidden];
    copy.#stated = new Map(this.#stated);
    copy.#removed = new Map(
      [...this.#removed].map(([run, { ranges }]) => [run, { ranges: [...ranges] }]),
    );
    return copy;
  }

  #hiddenUpTo(size: number): number {
    const range = this.#hidden.findLast(({ first }) => first <= size);
    return range ? range.before + Math.min(size, range.last) - range.first + 1 : 0;
  }
}
