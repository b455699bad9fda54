import { afterAll, describe, expect, it } from 'vitest';
import { measured, startSearching, type Table } from '../../test/searching.ts';
import { randomFrom } from '../semantics/labelled/random.ts';
import { type MadeUpRow, madeUpColumns, madeUpPeople, thirdSet } from './made-up/people.ts';

const { search, engine, close } = startSearching();
afterAll(close);

const tableOf = (rows: readonly MadeUpRow[]): Table => ({
  columns: madeUpColumns,
  rows: rows.map(({ cells }) => cells),
});

describe('a search without any setting', () => {
  it('finds the people of a register with duplicates at F1 0.995 and more', {
    timeout: 120_000,
  }, async () => {
    // A seed that nothing was tried on.
    const rows = [...madeUpPeople(2_000, 3_000, thirdSet, 90_210)];
    const { groups, found } = await search(tableOf(rows));
    const { precision, recall, f1 } = measured(
      groups,
      rows.map(({ person }) => person),
    );
    console.info(
      `precision ${precision.toFixed(4)} recall ${recall.toFixed(4)} F1 ${f1.toFixed(4)}`,
    );
    expect(f1).toBeGreaterThanOrEqual(0.995);
    expect(found.coverage).toBeGreaterThan(0.99);
    const all = (rows.length * (rows.length - 1)) / 2;
    expect(found.rules.reduce((sum, { pairs }) => sum + pairs, 0)).toBeLessThan(all / 20);
  });

  it('does not take neighbours of one house for the same', { timeout: 60_000 }, async () => {
    const random = randomFrom(5);
    const people = [...madeUpPeople(480, 0, thirdSet, 8)].map(({ cells }) => cells);
    const rows: string[][] = [];
    const truth: number[] = [];
    for (let house = 0; house < 160; house += 1) {
      const address = `${random.whole(1, 999)} ${people[house]?.[3] || 'main street'}`;
      const phone = `510 ${random.filled('### ####')}`;
      for (let firm = 0; firm < 3; firm += 1) {
        const owner = people[house * 3 + firm] ?? [];
        const name = `${owner[0]} ${owner[1]} ${random.pick(['bakery', 'clinic', 'school', 'cafe'])}`;
        rows.push([name, address, phone]);
        truth.push(house * 3 + firm);
        if (random.chance(0.4)) {
          rows.push([
            random.chance(0.5) ? name : `${name} inc`,
            address.replace('street', 'st.'),
            phone.replaceAll(' ', '-'),
          ]);
          truth.push(house * 3 + firm);
        }
      }
    }
    const { groups, kinds } = await search({ columns: ['site_name', 'address', 'phone'], rows });
    expect(kinds).toEqual(['site_name: organisation', 'address: address', 'phone: phone']);
    const { precision, recall } = measured(groups, truth);
    expect(precision).toBeGreaterThan(0.95);
    expect(recall).toBeGreaterThan(0.95);
  });

  it('never joins two rows of one source, and is the same every time', {
    timeout: 60_000,
  }, async () => {
    const rows = [...madeUpPeople(150, 200, thirdSet, 12)];
    const seen = new Map<number, number>();
    const sources = rows.map(({ person }) => {
      seen.set(person, (seen.get(person) ?? 0) + 1);
      return ['north', 'south'][((seen.get(person) ?? 1) - 1) % 2] ?? '';
    });
    const table = {
      columns: [...madeUpColumns, 'source'],
      rows: rows.map(({ cells }, row) => [...cells, sources[row] ?? '']),
    };
    const { groups } = await search(table, { source: 'source' });
    const members = new Set(groups.map((group, row) => `${group} ${sources[row]}`));
    expect(members.size).toBe(rows.length);
    expect(new Set(groups).size).toBeLessThan(rows.length - 30);
    expect((await search(table, { source: 'source' })).groups).toEqual(groups);
  });

  it('finds nothing where there is nothing', { timeout: 60_000 }, async () => {
    const rows = [...madeUpPeople(300, 0, thirdSet, 3)];
    const { found } = await search(tableOf(rows));
    expect(found.groups).toBeLessThanOrEqual(1);
  });
});

const outside = process.env.INSITES_LINKS_FILE;
describe.runIf(outside)('a file with the truth in its column “truth”', () => {
  it('is searched and measured', { timeout: 600_000 }, async () => {
    const session = await engine.trusted();
    const [from, drop] = [
      `read_csv('${outside}', all_varchar = true)`,
      process.env.INSITES_LINKS_DROP?.split(',') ?? [],
    ];
    const lines = await session.run(`SELECT * FROM ${from}`);
    await session.close();
    const columns = Object.keys(lines[0] ?? {}).filter(
      (name) => name !== 'truth' && !drop.includes(name),
    );
    const rows = lines.map((line) => columns.map((name) => String(line[name] ?? '')));
    const { groups, kinds } = await search({ columns, rows });
    const { precision, recall, f1 } = measured(
      groups,
      lines.map(({ truth }) => truth),
    );
    console.info(
      `${kinds.join(', ')}: precision ${precision.toFixed(4)} recall ${recall.toFixed(4)} F1 ${f1.toFixed(4)}`,
    );
    expect(f1).toBeGreaterThanOrEqual(0.9);
  });
});
