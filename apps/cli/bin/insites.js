#!/usr/bin/env node
// Plain JavaScript on purpose: an older Node must be able to read this file to hand over to Node 24.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const needed = 24;
const handover = 'INSITES_HANDED_OVER';

if (Number(process.versions.node.split('.')[0]) < needed) handOver();
else await run();

/** Starts the Node that was installed beside Insites with the same arguments, and ends as it ends. */
function handOver() {
  const child = spawn(findNode(), [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, [handover]: '1' },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
  child.on('error', () => {
    process.stderr.write(`insites: Node ${needed} or newer is needed and could not be started.\n`);
    process.exit(1);
  });
}

function findNode() {
  try {
    const folder = dirname(createRequire(import.meta.url).resolve('node/package.json'));
    return join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  } catch {
    process.stderr.write(
      `insites: Node ${needed} or newer is needed; this one is ${process.version}.\n` +
        'Run `npm install` in the folder of Insites, which brings it.\n',
    );
    process.exit(1);
  }
}

async function run() {
  if (process.env[handover]) {
    delete process.env[handover];
    // The process that started us died without a word (kill -9): it was one program, so end too.
    process.on('disconnect', () => process.exit(1));
    process.channel?.unref();
  }
  const { enableCompileCache } = await import('node:module');
  // Not in the folder for temporary files, where anybody may have put something to be run first.
  enableCompileCache?.(join(import.meta.dirname, '../../../node_modules/.cache/insites-code'));
  await import('@insites/platform/drizzle-modules');
  const { main } = await import('../src/main.ts');
  await main(process.argv.slice(2));
}
