/**
 * Completes package-lock.json with the packages of other platforms.
 *
 *   node tools/lock.ts [--check]
 *
 * npm leaves an optional package out of the lock file when the registry at hand does not carry it,
 * and `npm ci` then fails on every machine. What it needs to know of such a package follows from
 * its name; the hash is added by the first npm that fetches it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { complete, type Lock } from './lock-platforms.ts';

const path = join(import.meta.dirname, '../package-lock.json');
const lock = JSON.parse(readFileSync(path, 'utf8')) as Lock;
const { packages, added } = complete(lock.packages);

if (added.length > 0 && process.argv.includes('--check')) {
  console.error(`package-lock.json lacks ${added.join(', ')}. Run: node tools/lock.ts`);
  process.exitCode = 1;
} else if (added.length > 0) {
  writeFileSync(path, `${JSON.stringify({ ...lock, packages }, null, 2)}\n`);
  console.log(`package-lock.json: ${added.length} packages of other platforms added`);
}
