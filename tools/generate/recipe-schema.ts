/**
 * Writes docs/recipe.schema.json, the JSON Schema of a recipe, from the contract of datasets.
 *
 *   node tools/generate/recipe-schema.ts [--check]
 *
 * `--check` writes nothing and exits 1 when the file is stale.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { recipeSchema } from '@insites/datasets/contract';

const file = join(import.meta.dirname, '../../docs/recipe.schema.json');
const text = `${JSON.stringify(recipeSchema(), null, 2)}\n`;
const fresh = existsSync(file) && readFileSync(file, 'utf8') === text;

if (!fresh && process.argv.includes('--check')) {
  console.error('docs/recipe.schema.json is stale. Run: node tools/generate/recipe-schema.ts');
  process.exitCode = 1;
} else if (!fresh) {
  writeFileSync(file, text);
  console.log('docs/recipe.schema.json');
}
