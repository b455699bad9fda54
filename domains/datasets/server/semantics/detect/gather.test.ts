import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEngine } from '@insites/platform';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { madeUp } from '../labelled/measure.ts';
import { detect, detectors } from './detect.ts';
import { gatherFacts } from './gather.ts';
import { matches, rowsOf } from './queries.ts';

const home = mkdtempSync(join(tmpdir(), 'insites-semantics-'));
const engine = openEngine({
  config: { engine: { workers: 1, threads: 1, memoryMb: 512, timeout: 20_000 } },
  log: { info: () => {}, warn: () => {} },
  home,
});
const session = await engine.trusted();
const large = join(home, 'large.parquet');
const small = join(home, 'small.parquet');

beforeAll(async () => {
  await session.run(
    `COPY (SELECT CASE WHEN i = 77777 THEN 'not given' ELSE 'p' || i || '@city.gov' END AS contact, i AS id, CASE WHEN i % 4 = 0 THEN NULL ELSE 'Y' END AS open FROM range(100000) t(i)) TO '${large}' (FORMAT parquet)`,
  );
  const columns = madeUp('report').map(({ cells }, index) => {
    const values = cells
      .slice(0, 40)
      .map((cell) => (cell === null ? 'NULL' : `'${cell.replaceAll("'", "''")}'`));
    return `unnest([${values.join(', ')}]::VARCHAR[]) AS c${index}`;
  });
  await session.run(`COPY (SELECT ${columns.join(', ')}) TO '${small}' (FORMAT parquet)`);
});

afterAll(async () => {
  await session.close();
  await engine.close();
  rmSync(home, { recursive: true, force: true });
});

describe('facts of a file', () => {
  it('are found whatever its columns are called', async () => {
    const file = join(home, 'named.parquet');
    await session.run(
      `COPY (SELECT 'k' || i AS account, i AS "value", i AS "count" FROM range(30) t(i)) TO '${file}' (FORMAT parquet)`,
    );
    const facts = await gatherFacts(session, file, [
      { name: 'account', type: 'VARCHAR' },
      { name: 'value', type: 'BIGINT' },
      { name: 'count', type: 'BIGINT' },
    ]);
    expect(facts.map(({ name, values }) => [name, values.length])).toEqual([
      ['account', 30],
      ['value', 30],
      ['count', 30],
    ]);
  });

  it('are counted over all rows, where there are too many values to look at', async () => {
    const facts = await gatherFacts(session, large, [
      { name: 'contact', type: 'VARCHAR' },
      { name: 'id', type: 'BIGINT' },
      { name: 'open', type: 'VARCHAR' },
    ]);
    expect(
      facts.map(({ complete, distinct, missing }) => ({ complete, distinct, missing })),
    ).toEqual([
      { complete: false, distinct: 100_000, missing: 0 },
      { complete: false, distinct: 100_000, missing: 0 },
      { complete: true, distinct: 1, missing: 25_000 },
    ]);
    const [contact, id] = facts.map((of) => detect(of).best);
    expect(contact).toMatchObject({ type: 'email', passed: 99_999, of: 100_000, over: 'all rows' });
    expect(id).toMatchObject({ type: 'key' });
  });

  it('are gathered of every column of a wide table', async () => {
    const wide = join(home, 'wide.parquet');
    const names = Array.from({ length: 600 }, (_, index) => `c${index}`);
    const cells = names.map((name, index) => `i % ${index + 1} AS ${name}`);
    await session.run(
      `COPY (SELECT ${cells.join(', ')} FROM range(40) t(i)) TO '${wide}' (FORMAT parquet)`,
    );
    const facts = await gatherFacts(
      session,
      wide,
      names.map((name) => ({ name, type: 'BIGINT' })),
    );
    expect(facts.map(({ name }) => name)).toEqual(names);
    expect(facts[6]).toMatchObject({ rows: 40, distinct: 7, complete: true });
    expect(facts[599]?.values).toHaveLength(40);
  });

  it('are gathered whatever the columns are called', async () => {
    const named = join(home, 'named.parquet');
    const names = ['value', 'count', 'total', 'rows', 'hash', 'looked_at', 'present0', 'matched0'];
    await session.run(
      `COPY (SELECT ${names.map((name, at) => `i + ${at} AS "${name}"`).join(', ')} FROM range(9) t(i)) TO '${named}' (FORMAT parquet)`,
    );
    const facts = await gatherFacts(
      session,
      named,
      names.map((name) => ({ name, type: 'BIGINT' })),
    );
    expect(facts.map(({ distinct, values }) => [distinct, values.length])).toEqual(
      names.map(() => [9, 9]),
    );
  });

  it('are the same by a pattern in the engine as here', async () => {
    const pushed = detectors.filter(({ pattern }) => pattern !== undefined);
    expect(pushed.length).toBeGreaterThanOrEqual(6);
    const columns = madeUp('report').slice(0, 60);
    for (const [index, { cells }] of columns.entries()) {
      const [row = {}] = await session.run(
        matches(
          rowsOf(small),
          `c${index}`,
          pushed.map(({ pattern }) => pattern ?? ''),
        ).text,
      );
      const here = pushed.map(({ pattern }) => {
        const whole = new RegExp(`^(?:${pattern})$`, 'i');
        return cells.slice(0, 40).filter((cell) => cell !== null && whole.test(cell.trim())).length;
      });
      expect(pushed.map((_, at) => row[`matched${at}`])).toEqual(here);
    }
  });
});
