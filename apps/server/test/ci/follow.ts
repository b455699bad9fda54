import { spawn } from 'node:child_process';
import { symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Job } from './workflows.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

/** `npm ci` was done before these tests; done here it would take the packages from under the others. */
const installing = /^npm ci\b.*\n?/gm;

/** Makes of an empty folder what a checkout is after `npm ci`, as far as commands can see. */
export async function furnish(folder: string): Promise<void> {
  for (const name of ['node_modules', 'package.json'])
    await symlink(join(root, name), join(folder, name));
}

/** How many times the job installs. */
export function installs({ scripts }: Job): number {
  return scripts.flatMap((script) => script.match(installing) ?? []).length;
}

/** Runs the scripts of a job as its tool would, and answers with all they said. Throws where one fails. */
export async function follow(
  job: Job,
  folder: string,
  env: Readonly<Record<string, string>>,
): Promise<string> {
  let output = '';
  for (const script of job.scripts) {
    const path = join(folder, '.script');
    await writeFile(path, script.replaceAll(installing, ''));
    const { code, said } = await run([...job.shell, path], folder, env);
    output += said;
    if (code !== 0) throw new Error(`${job.name} ended with ${code}:\n${script}\n${output}`);
  }
  return output;
}

async function run(
  [command, ...words]: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<{ readonly code: number | null; readonly said: string }> {
  const child = spawn(command ?? '', words, {
    cwd,
    env: { PATH: process.env.PATH ?? '', HOME: cwd, CI: 'true', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (piece: Buffer) => {
      said += String(piece);
    });
  // Ends when the last process has let go of the output: also what the script left in the background.
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, said };
}

/** A port that was free a moment ago: the workflows take the usual one, which may be somebody's here. */
export async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return String(typeof address === 'object' ? address?.port : '');
}
