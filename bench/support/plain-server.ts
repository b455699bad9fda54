import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../others/plain-server.ts', import.meta.url));

export interface PlainServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** The same HTTP stack without ours. `answerBytes`: length of the JSON that `/answer` gives. */
export async function startPlainServer(folder: string, answerBytes = 0): Promise<PlainServer> {
  await mkdir(folder, { recursive: true });
  const child = fork(program, [folder, String(answerBytes)], { silent: true });
  child.stderr?.pipe(process.stderr);
  if (!child.stdout) throw new Error('The plain server has no output.');
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return {
    url: line.replace('ready ', ''),
    stop: async () => {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}
