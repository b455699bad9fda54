import { spawn } from 'node:child_process';

/** What a command said and how it ended. */
export interface Outcome {
  readonly name: string;
  readonly ok: boolean;
  /** stdout and stderr, as they came. */
  readonly output: string;
  readonly seconds: number;
}

export interface Task {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
}

/** Runs the tasks, `atOnce` at a time, and tells each outcome as it comes. */
export async function runAll(
  tasks: readonly Task[],
  { atOnce, tell }: { readonly atOnce: number; readonly tell: (outcome: Outcome) => void },
): Promise<readonly Outcome[]> {
  const waiting = [...tasks];
  const outcomes: Outcome[] = [];
  const lane = async () => {
    for (let task = waiting.shift(); task; task = waiting.shift()) {
      const outcome = await runOne(task);
      outcomes.push(outcome);
      tell(outcome);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return outcomes;
}

function runOne({ name, command, args }: Task): Promise<Outcome> {
  const start = performance.now();
  return new Promise((resolve) => {
    const pieces: Buffer[] = [];
    const end = (ok: boolean) =>
      resolve({
        name,
        ok,
        output: Buffer.concat(pieces).toString('utf8').trim(),
        seconds: (performance.now() - start) / 1000,
      });
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.on('data', (piece: Buffer) => pieces.push(piece));
    child.stderr.on('data', (piece: Buffer) => pieces.push(piece));
    child.on('error', (error) => {
      pieces.push(Buffer.from(String(error)));
      end(false);
    });
    child.on('close', (code) => end(code === 0));
  });
}
