/**
 * `npm test`: the checks, the tests, then the journeys in a browser.
 *
 *   npm test                          everything
 *   npm test -- packages/kernel       everything static, and the tests whose path contains this
 *
 * Arguments go to Vitest. The last line counts checks and tests: N passed, N failed, N skipped.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check } from './check.ts';
import { add, type Count, countOf, type Report } from './test-count.ts';

const root = join(import.meta.dirname, '..');
const extra = process.argv.slice(2);

const checks = await check();
const failedChecks = checks.filter(({ ok }) => !ok).length;
let count: Count = { passed: checks.length - failedChecks, failed: failedChecks, skipped: 0 };
for (const project of ['unit', 'e2e']) count = add(count, await vitest(project));

console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
process.exitCode = count.failed > 0 ? 1 : 0;

async function vitest(project: string): Promise<Count> {
  const folder = mkdtempSync(join(tmpdir(), 'insites-test-'));
  const file = join(folder, 'report.json');
  const args = ['run', '--project', project, '--reporter=default', '--reporter=json'];
  // A filter may leave one of the two projects without a test; without a filter that is a fault.
  if (extra.length > 0) args.push('--passWithNoTests');
  const code = await run([...args, `--outputFile.json=${file}`, ...extra]);
  try {
    return countOf(JSON.parse(readFileSync(file, 'utf8')) as Report, code);
  } catch {
    return { passed: 0, failed: code === 0 && extra.length > 0 ? 0 : 1, skipped: 0 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(args: readonly string[]): Promise<number> {
  const vitestPath = join(root, 'node_modules/vitest/vitest.mjs');
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [vitestPath, ...args], { cwd: root, stdio: 'inherit' });
    child.on('error', () => resolve(1));
    child.on('close', (code) => resolve(code ?? 1));
  });
}
