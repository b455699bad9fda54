import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TrustedHouse, trustedHouse } from '../../test/trusted-house.ts';
import { castable, lostByPatch } from './patches/queries.ts';
import { orderOf } from './queries.ts';

let house: TrustedHouse;
beforeAll(async () => {
  house = await trustedHouse();
});
afterAll(() => house?.close());

describe('a value read as another type', () => {
  it.each([
    ['BIGINT', ['7', '-7', '0', '7.0'], ['007', '1.5', '+7', '7e3', 'x', '9999999999999999999']],
    ['DOUBLE', ['7', '1.5', '-0.5', '1e3'], ['007', '+7', '1234567890123456789', 'x']],
    ['DATE', ['2024-01-31', '2024-01-31 00:00:00'], ['2024-01-31 10:00:00', 'May']],
    ['BOOLEAN', ['true', 'No', '1', '0'], ['5', 'perhaps']],
  ] as const)('keeps all of it as %s, or is none', async (type, good, bad) => {
    for (const [values, fits] of [
      [good, true],
      [bad, false],
    ] as const)
      for (const value of values) {
        const path = await house.parquet(`SELECT '${value}' AS v`);
        const [found] = await house.session.run(castable(path, 'v', type).text);
        expect([value, Number(found?.good) === 1]).toEqual([value, fits]);
        const column = { from: 'v', to: 'v', type, scale: null };
        const [lost] = await house.session.run(lostByPatch(path, [column]).text);
        expect([value, Number(lost?.v) === 1]).toEqual([value, !fits]);
      }
  });
});

describe('the order of many rows', () => {
  it('is that of the file, in whatever pieces the engine reads it', async () => {
    const stirred =
      'SELECT CASE WHEN range % 7 = 0 THEN NULL ELSE (range * 48271) % 300007 END AS v';
    const path = await house.parquet(`${stirred} FROM range(300000)`);
    const [found] = await house.session.run(orderOf(path, 'v', 'all').text);
    const values = Array.from({ length: 300_000 }, (_, row) => row)
      .filter((row) => row % 7 > 0)
      .map((row) => (row * 48_271) % 300_007);
    const steps = values.slice(1).map((value, at) => value - (values[at] ?? 0));
    expect([Number(found?.falls), Number(found?.rises)]).toEqual([
      steps.filter((step) => step < 0).length,
      steps.filter((step) => step > 0).length,
    ]);
  });
});
