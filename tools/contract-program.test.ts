import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const program = JSON.parse(readFileSync(join(root, 'tsconfig.contract.json'), 'utf8'));
// Relative to the file that is compiled, so they are made absolute for one that lies elsewhere.
const types: readonly string[] = program.compilerOptions.types;

it('lets a contract see neither the browser nor Node', () => {
  const folder = mkdtempSync(join(tmpdir(), 'insites-contract-'));
  try {
    writeFileSync(join(folder, 'contract.ts'), 'export const all = [document, process, crypto];\n');
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({
        extends: join(root, 'tsconfig.contract.json'),
        compilerOptions: { types: types.map((path) => join(root, path)) },
        include: [join(folder, 'contract.ts')],
      }),
    );
    const { stdout } = spawnSync(join(root, 'node_modules/.bin/tsc'), ['-p', folder], {
      encoding: 'utf8',
    });
    const unknown = Array.from(stdout.matchAll(/Cannot find name '(\w+)'/g), (match) => match[1]);
    expect(unknown).toEqual(['document', 'process']);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
