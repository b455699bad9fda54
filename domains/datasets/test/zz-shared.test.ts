import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, it } from 'vitest';
import { read } from '../contract/routes.ts';
import { type House, startHouse } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.stop());
it('shared', { timeout: 1_500_000 }, async () => {
  const out: string[] = [];
  const root = '/work/shared/data/';
  const files = (readdirSync(root, { recursive: true }) as string[]).filter(
    (f) =>
      /\.(csv|tsv|dat|txt)$/i.test(f) &&
      !/nab\/|SOURCE|LICENSE|README|us-weather/.test(f) &&
      statSync(root + f).size < 8e6,
  );
  for (const f of files) {
    try {
      const { job, datasetId } = await house.city.import(
        f.split('/').at(-1) ?? 'x',
        readFileSync(root + f),
      );
      if (job.error) {
        out.push(`${f} REFUSED ${job.error.code} ${job.error.message.slice(0, 300)}`);
        continue;
      }
      const { latest } = await house.city.client.call(read, { id: datasetId });
      out.push(
        `${f} ${latest?.conservation?.holds} ${latest?.conservation?.sentence} [${latest?.recipe?.encoding?.slice(0, 12)}] p=${latest?.recipe?.probability} ${JSON.stringify(latest?.recipe?.delimiter)} ${latest?.recipe?.format} ${latest?.recipe?.columns
          .slice(0, 5)
          .map((c) => c.name + ':' + c.type)
          .join(',')
          .slice(0, 120)} ${latest?.recipe?.notes?.join(' ') ?? ''}`,
      );
    } catch (e) {
      out.push(`${f} THREW ${e}`);
    }
    writeFileSync('/tmp/shared.out', out.join('\n'));
  }
});
