import { join } from 'node:path';
import { drain } from '../support/drain.ts';
import type { Bench, Figure, Line } from '../support/figure.ts';
import { type InsitesOptions, startInsites } from '../support/insites.ts';
import { median } from '../support/measure.ts';

/** From the command to the first page, in a fresh home and again in the same. */
export const starts: Figure = async (bench) => {
  const bare = await measure('serve', {}, bench);
  const sample = await measure('with the sample city', { sampleCity: true }, bench);
  return [...bare, ...sample];
};

async function measure(
  name: string,
  options: InsitesOptions,
  { folder, rounds }: Bench,
): Promise<readonly Line[]> {
  const cold: number[] = [];
  const warm: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const home = join(folder, `start-${name.replaceAll(' ', '-')}-${round}`);
    cold.push(await untilPage(home, options));
    warm.push(await untilPage(home, options));
  }
  const line = (figure: string, values: readonly number[], atMost: number): Line => ({
    figure,
    unit: 'ms',
    ours: median(values),
    other: null,
    ratio: null,
    bar: { of: 'ours', atMost },
    details: { values },
  });
  return [
    line(`first start, ${name}, until the page answers`, cold, 20_000),
    line(`later start, ${name}, until the page answers`, warm, 3_000),
  ];
}

async function untilPage(home: string, options: InsitesOptions): Promise<number> {
  const began = performance.now();
  const server = await startInsites(home, options);
  try {
    const { status } = await drain(`${server.url}/`, {});
    if (status !== 200) throw new Error(`The page answered with ${status}.`);
    return performance.now() - began;
  } finally {
    await server.stop();
  }
}
