import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Runs a program of bench/others to its end and reads the JSON it prints. */
export async function runOther<O>(name: string, ...args: readonly string[]): Promise<O> {
  const path = fileURLToPath(new URL(`../others/${name}.ts`, import.meta.url));
  const { stdout } = await run(process.execPath, [path, ...args], { maxBuffer: 64 << 20 });
  return JSON.parse(stdout) as O;
}
