/**
 * Writes docs/openapi.json from the contracts.
 *
 *   node tools/generate/openapi.ts [--check]
 *
 * `--check` writes nothing and exits 1 when the file is stale.
 */
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type DomainDefinition, toOpenApi } from '@insites/kernel';

const root = join(import.meta.dirname, '../..');
const page = join(root, 'docs/openapi.json');

/** The description of the whole API, as it stands in docs/openapi.json. */
export async function describeApi(): Promise<string> {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const about = { title: 'Insites', version: String(version) };
  return `${JSON.stringify(toOpenApi(await contracts(), about), null, 2)}\n`;
}

async function contracts(): Promise<readonly DomainDefinition[]> {
  const doors = globSync(['packages/platform/contract/index.ts', 'domains/*/contract/index.ts'], {
    cwd: root,
  }).sort();
  const exported = await Promise.all(
    doors.map((door) => import(pathToFileURL(join(root, door)).href)),
  );
  return exported
    .flatMap((door) => (Object.values(door) as unknown[]).filter(isDomain))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function isDomain(value: unknown): value is DomainDefinition {
  return typeof value === 'object' && value !== null && 'permissions' in value && 'routes' in value;
}

if (import.meta.main) {
  const text = await describeApi();
  const fresh = existsSync(page) && readFileSync(page, 'utf8') === text;
  if (!fresh && process.argv.includes('--check')) {
    console.error('docs/openapi.json is stale. Run: node tools/generate/openapi.ts');
    process.exitCode = 1;
  } else if (!fresh) {
    writeFileSync(page, text);
    console.log('docs/openapi.json');
  }
}
