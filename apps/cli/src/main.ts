import { readFileSync } from 'node:fs';
import { domainVerbs } from './domains.ts';
import { ownVerbs } from './own-verbs.ts';
import { run } from './run.ts';

/** The command line of this process: runs it and sets the exit code. */
export async function main(argv: readonly string[]): Promise<void> {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort());
  // A closed terminal ends it in order; below nohup, with output in a file, the signal stays ignored.
  if (process.stdout.isTTY) process.on('SIGHUP', () => stop.abort());
  // The reader of a pipe (`| head`) has seen enough.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? 0 : 1);
  });
  const code = await run([...ownVerbs, ...domainVerbs], argv, {
    env: process.env,
    stdout: process.stdout,
    stderr: process.stderr,
    signal: stop.signal,
    version: versionOf(),
  });
  process.exitCode = code;
}

function versionOf(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
