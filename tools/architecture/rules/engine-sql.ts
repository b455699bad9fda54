import { baseName } from '../faults.ts';
import type { Module, Rule } from '../house.ts';

// Both words in one case, so that “Select a file from the list” stays a sentence.
const spelled = [
  /\bSELECT\s[\s\S]*\sFROM\s/,
  /\bselect\s[\s\S]*\sfrom\s/,
  /\bcopy\s*\(/i,
  /\b(read_csv|read_parquet|read_json|parquet_scan|parquet_metadata)\b/i,
  /\bcreate\s+(or\s+replace\s+)?(temp\s+)?(table|view)\b/i,
];

export const engineSql: Rule = {
  name: 'engine-sql',
  law: 'queries.ts alone spells SQL for the engine.',
  judge: (house) =>
    [...house.modules.values()].filter(watched).flatMap((module) =>
      module.texts
        .filter(({ text }) => spelled.some((pattern) => pattern.test(text)))
        .map(({ line, text }) => ({
          path: module.path,
          line,
          message: `SQL is spelled here (${short(text)}). Engine SQL goes to queries.ts, through the sql builder; SQL for PostgreSQL goes to store.ts.`,
        })),
    ),
};

function watched(module: Module): boolean {
  if (module.test || !/^(domains|apps)\//.test(module.path) || module.room === 'ui') return false;
  if (module.path.startsWith('apps/web/')) return false;
  return !['queries', 'store', 'tables'].includes(baseName(module.path));
}

const short = (text: string) => `“${text.trim().replace(/\s+/g, ' ').slice(0, 40)}…”`;
