import { fileURLToPath } from 'node:url';
import { judge } from './judge.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { modules, imports, faults } = await judge(root);

for (const { path, line, rule, message } of faults)
  console.error(`${path}:${line} ${message} [${rule}]`);
console.log(`${modules} modules and ${imports} imports read, ${faults.length} faults`);
process.exitCode = faults.length > 0 ? 1 : 0;
