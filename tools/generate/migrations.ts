/**
 * Writes the migrations of every schema from its tables.ts.
 *
 *   node tools/generate/migrations.ts [--check] [--title words] [--root folder]
 *     [--rename schema.table.column=name] [--allow-loss schema.table.column] [schema …]
 *
 * `--check` writes nothing and exits 1 when a tables.ts has changed without its migration. A change
 * that could lose data stops, unless it is said to be meant; `--rename` and `--allow-loss` may be
 * repeated.
 */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { InsitesError } from '@insites/kernel';

await import('@insites/platform/drizzle-modules');
const { askOnTerminal, generate } = await import('@insites/platform');

const { values, positionals } = parseArgs({
  options: {
    check: { type: 'boolean', default: false },
    title: { type: 'string' },
    root: { type: 'string', default: join(import.meta.dirname, '../..') },
    rename: { type: 'string', multiple: true, default: [] },
    'allow-loss': { type: 'string', multiple: true, default: [] },
  },
  allowPositionals: true,
});

try {
  const { changes } = await generate({
    root: resolve(values.root),
    check: values.check,
    title: values.title,
    renames: values.rename,
    allowLoss: values['allow-loss'],
    only: positionals,
    ask: askOnTerminal(),
  });
  for (const { tables, statements, warnings, path } of changes) {
    if (path) console.log(path);
    else console.error(`${tables}: ${statements.length} statements are not in a migration yet`);
    for (const warning of warnings) console.error(`  ${warning}`);
  }
  if (values.check && changes.length > 0) {
    console.error('Run: node tools/generate/migrations.ts');
    process.exitCode = 1;
  }
} catch (error) {
  if (!(error instanceof InsitesError)) throw error;
  console.error(`${error.message}\n${error.details.hint ?? ''}`);
  process.exitCode = 1;
}
