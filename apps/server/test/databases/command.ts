import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { program as installed } from '@insites/cli/program';

/** What a command said, and how it ended. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs `insites …` in a process of its own, with these settings and no others of ours. */
export async function insites(
  words: readonly string[],
  settings: Readonly<Record<string, string>>,
  program: string = installed,
): Promise<Ran> {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('INSITES_'));
  const child = spawn(process.execPath, [program, ...words], {
    env: { ...Object.fromEntries(own), ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ran = { out: '', err: '' };
  child.stdout.on('data', (piece: Buffer) => {
    ran.out += piece;
  });
  child.stderr.on('data', (piece: Buffer) => {
    ran.err += piece;
  });
  const [code] = await once(child, 'close');
  return { code: Number(code), ...ran };
}
