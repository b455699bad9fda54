import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { TrustedSession } from '@insites/platform';
import { exportEdges, readMembers, type Weighing, weighComponents } from '../queries.ts';
import { Components } from './components.ts';
import { contractEdges, type WeighedPair } from './contract-edges.ts';

/** Rows that are grouped together at most: their pairs are weighed one by one. */
const largestComponent = 150;

export interface Grouped {
  /** Groups of two rows and more. */
  readonly groups: number;
  readonly rowsInGroups: number;
}

/**
 * Makes groups of the links: components of those that are more likely true than not, the strongest links first;
 * within components of three rows and more, groups by the evidence of all their pairs. Rows pass as text files,
 * so memory stays bounded by four bytes a row and one component.
 */
export async function groupLinks(
  { session, folder }: { readonly session: TrustedSession; readonly folder: string },
  weighing: Weighing,
  rows: number,
): Promise<Grouped> {
  const [edges, parts, pairs, found] = ['edges', 'parts', 'pairs', 'found'].map((name) =>
    join(folder, `${name}.csv`),
  ) as [string, string, string, string];
  await session.run(exportEdges(0, edges).text);
  const components = new Components(rows);
  for await (const [l = 0, r = 0] of numbersOf(edges)) components.join(l, r, largestComponent);
  await pipeline(Readable.from(largerComponents(components, rows)), createWriteStream(parts));
  await session.run(weighComponents(weighing, parts, pairs).text);
  const count = { groups: 0, rowsInGroups: 0 };
  await pipeline(Readable.from(groupsOf(components, rows, pairs, count)), createWriteStream(found));
  await session.run(readMembers(found).text);
  return count;
}

/** Lines `row,component` of components of three rows and more. */
function* largerComponents(components: Components, rows: number): Generator<string> {
  for (let row = 0; row < rows; row += 1)
    if (components.size(row) > 2) yield `${row},${components.find(row)}\n`;
}

/** Lines `row,group`, where the group is called by its first row. */
async function* groupsOf(
  components: Components,
  rows: number,
  pairs: string,
  count: { groups: number; rowsInGroups: number },
): AsyncGenerator<string> {
  const told = (group: readonly number[]): string => {
    if (group.length < 2) return '';
    count.groups += 1;
    count.rowsInGroups += group.length;
    return group.map((row) => `${row},${group[0]}\n`).join('');
  };
  for (let row = 0; row < rows; row += 1) {
    const first = components.find(row);
    if (first !== row && components.size(row) === 2) yield told([first, row]);
  }
  let [part, known]: [number, WeighedPair[]] = [-1, []];
  for await (const [of = 0, l = 0, r = 0, bits = 0] of numbersOf(pairs)) {
    if (of !== part) {
      for (const group of contractEdges(known)) yield told(group);
      [part, known] = [of, []];
    }
    known.push({ l, r, bits });
  }
  for (const group of contractEdges(known)) yield told(group);
}

async function* numbersOf(path: string): AsyncGenerator<readonly number[]> {
  for await (const line of createInterface({ input: createReadStream(path) }))
    if (line !== '') yield line.split(',').map(Number);
}
