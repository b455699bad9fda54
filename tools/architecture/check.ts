import { fileURLToPath } from 'node:url';
import { judge } from './judge.ts';
import { rules } from './rules/index.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { modules, imports, faults } = await judge(root);

for (const { path, line, rule, message } of faults)
  console.error(`${path}:${line} ${message} [${rule}]`);
for (const { name, law } of rules)
  if (faults.some(({ rule }) => rule === name)) console.error(`[${name}] ${law}`);
console.log(`${modules} modules and ${imports} imports read, ${faults.length} faults`);
process.exitCode = faults.length > 0 ? 1 : 0;
