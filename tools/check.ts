/**
 * All that can be judged without running the program: lint, dead code, types in four programs,
 * the law of the house, generated files.
 *
 *   node tools/check.ts
 */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { type Outcome, runAll, type Task } from './run.ts';

const root = join(import.meta.dirname, '..');
const bin = (name: string) => join(root, 'node_modules/.bin', name);
const script = (name: string, path: string, ...args: string[]): Task => ({
  name,
  command: process.execPath,
  args: [join(root, path), ...args],
});
const types = (program: string): Task => ({
  name: `types: ${program}`,
  command: bin('tsc'),
  args: ['-p', join(root, `tsconfig.${program}.json`)],
});

/** The longest first, so that two cores end at the same time. */
const tasks: readonly Task[] = [
  {
    name: 'dead code',
    command: bin('knip'),
    args: ['--no-progress', '--no-config-hints', '--directory', root],
  },
  types('server'),
  types('web'),
  types('contract'),
  types('e2e'),
  script('law of the house', 'tools/architecture/check.ts'),
  script('lock file', 'tools/lock.ts', '--check'),
  script('generated files', 'tools/generate/all.ts', '--check'),
  { name: 'lint', command: bin('biome'), args: ['check', '--error-on-warnings', root] },
];

/** Runs every check and prints a line for each. Answers with their outcomes. */
export function check(): Promise<readonly Outcome[]> {
  return runAll(tasks, { atOnce: Math.min(availableParallelism(), 4), tell: print });
}

function print({ name, ok, output, seconds }: Outcome): void {
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${name.padEnd(18)} ${seconds.toFixed(1)} s`);
  if (!ok) console.log(output.replaceAll(/^/gm, '     '));
}

if (import.meta.main) {
  const outcomes = await check();
  process.exitCode = outcomes.every(({ ok }) => ok) ? 0 : 1;
}
