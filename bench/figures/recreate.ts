import { execFile, spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { program } from '@insites/cli/program';
import type { Figure } from '../support/figure.ts';
import { credentials, startInsites, token } from '../support/insites.ts';
import { median, pause, quantile } from '../support/measure.ts';

const connections = 50;
const run = promisify(execFile);

interface Answer {
  readonly at: number;
  readonly took: number;
  readonly status: number;
}

interface Seen {
  /** Longest time in which nobody at all got an answer, ms. */
  readonly silence: number;
  readonly slowest: number;
  readonly p99: number;
  readonly answers: number;
  readonly failed: number;
}

/** Everything re-created while fifty clients read, beside the same fifty left alone. */
export const recreated: Figure = async ({ folder, rounds, say }) => {
  const home = join(folder, 'recreate-home');
  const env = { INSITES_ENVIRONMENT: 'test', INSITES_ADMIN_TOKEN: token };
  const server = await startInsites(home, { env });
  const address = `${server.url}/api/v1/datasets`;
  const recreate = async () => {
    const words = ['db', 'recreate', '--home', home, '--confirm', 'insites', '--json'];
    const { stdout } = await run(process.execPath, [program, ...words], {
      env: { ...process.env, ...env },
    });
    return JSON.parse(stdout) as { milliseconds: number; pauseMilliseconds: number };
  };
  const reports: { milliseconds: number; pauseMilliseconds: number }[] = [];
  const during: Seen[] = [];
  const quiet: Seen[] = [];
  try {
    reports.push(await recreate());
    for (let round = 0; round < rounds; round += 1) {
      quiet.push(await seen(address, () => pause(2_500)));
      during.push(
        await seen(address, async () => {
          await pause(500);
          reports.push(await recreate());
        }),
      );
    }
  } finally {
    await server.stop();
  }
  const failed = during.reduce((sum, one) => sum + one.failed, 0);
  say(`${during.reduce((sum, one) => sum + one.answers, 0)} answers, ${failed} failed`);
  const line = (figure: string, unit: string, ours: number, other: number | null) => ({
    figure,
    unit,
    ours,
    other,
    ratio: other === null ? null : ours / other,
    bar: null,
  });
  return [
    {
      ...line(`Re-creation under ${connections} clients: failed requests`, '', failed, null),
      bar: { of: 'ours', atMost: 0 },
    },
    {
      ...line(
        '  longest pause: nobody gets an answer',
        'ms',
        worst(during, 'silence'),
        worst(quiet, 'silence'),
      ),
      bar: { of: 'ours', atMost: 250 },
      details: { during, quiet, reports },
    },
    line(
      '  servers held at the gate',
      'ms',
      median(reports.map((one) => one.pauseMilliseconds)),
      null,
    ),
    line('  slowest request', 'ms', worst(during, 'slowest'), worst(quiet, 'slowest')),
    line('  p99 of requests', 'ms', worst(during, 'p99'), worst(quiet, 'p99')),
    line(
      '  the whole re-creation, sample city included',
      'ms',
      median(reports.map((one) => one.milliseconds)),
      null,
    ),
  ];
};

function worst(all: readonly Seen[], of: 'silence' | 'slowest' | 'p99'): number {
  return Math.max(...all.map((one) => one[of]));
}

async function seen(address: string, work: () => Promise<void>): Promise<Seen> {
  const path = fileURLToPath(new URL('../others/live-load.ts', import.meta.url));
  const child = spawn(
    process.execPath,
    [path, address, credentials.authorization, String(connections)],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  const said = text(child.stdout);
  await pause(500);
  await work();
  child.stdin.end();
  const { answers } = JSON.parse(await said) as { answers: readonly Answer[] };
  const gaps = answers.map(({ at }, index) => at - (answers[index - 1]?.at ?? at));
  const took = answers.map((answer) => answer.took);
  return {
    silence: Math.max(...gaps),
    slowest: Math.max(...took),
    p99: quantile(took, 0.99),
    answers: answers.length,
    failed: answers.filter(({ status }) => status !== 200).length,
  };
}
