import { join } from 'node:path';
import type { Figure } from '../support/figure.ts';
import { credentials, startInsites } from '../support/insites.ts';
import { inTurn, median, pause, quantile, ratioOf } from '../support/measure.ts';
import { runOther } from '../support/other.ts';
import { startPlainServer } from '../support/plain-server.ts';

const connections = 50;
const seconds = 3;
const sampleSets = 3;

interface Load {
  readonly milliseconds: readonly number[];
}

/** The list of datasets with a token, beside the same number of bytes from a bare Fastify. */
export const api: Figure = async ({ folder, rounds }) => {
  const server = await startInsites(join(folder, 'api-home'), { sampleCity: true });
  const address = `${server.url}/api/v1/datasets`;
  const answer = await whenLoaded(address);
  const plain = await startPlainServer(join(folder, 'api-plain'), answer.length);
  const latencies: number[] = [];
  try {
    const load = async (url: string, authorization: string) => {
      const parts = [url, authorization, String(connections), String(seconds)];
      return (await runOther<Load>('api-load', ...parts)).milliseconds;
    };
    const pairs = await inTurn(
      rounds,
      async () => {
        const times = await load(address, credentials.authorization);
        latencies.push(...times);
        return times.length / seconds;
      },
      async () => (await load(`${plain.url}/answer`, '')).length / seconds,
    );
    const alone = await runOther<Load>('api-load', address, credentials.authorization, '1', '2');
    const figure = `JSON API: list of datasets (${answer.length} bytes), ${connections} connections`;
    const time = (name: string, ours: number) => ({
      figure: `  ${name}`,
      unit: 'ms',
      ours,
      other: null,
      ratio: null,
      bar: null,
    });
    return [
      {
        figure,
        unit: 'req/s',
        ours: median(pairs.ours),
        other: median(pairs.other),
        ratio: ratioOf(pairs),
        bar: null,
        details: { pairs },
      },
      time('p50', quantile(latencies, 0.5)),
      time('p99', quantile(latencies, 0.99)),
      time('p50 of one connection alone', quantile(alone.milliseconds, 0.5)),
    ];
  } finally {
    await plain.stop();
    await server.stop();
  }
};

async function whenLoaded(address: string): Promise<string> {
  for (;;) {
    const text = await (await fetch(address, { headers: credentials })).text();
    const { items } = JSON.parse(text) as { items: { latest: unknown }[] };
    if (items.filter(({ latest }) => latest !== null).length >= sampleSets) return text;
    await pause(250);
  }
}
