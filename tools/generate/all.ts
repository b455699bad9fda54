/**
 * Runs every generator; arguments go to each.
 *
 *   node tools/generate/all.ts [--check]
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const folder = import.meta.dirname;
const generators = readdirSync(folder).filter(
  (name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && name !== 'all.ts',
);

for (const name of generators) {
  const { status } = spawnSync(process.execPath, [join(folder, name), ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 1;
}
