import { baseName, eachImport, reached } from '../faults.ts';
import type { Module, Rule } from '../house.ts';

const forbidden: Readonly<Record<string, readonly string[]>> = {
  routes: ['store', 'queries', 'tables', 'policy', 'jobs'],
  service: ['routes', 'jobs', 'tables'],
  jobs: ['routes', 'store', 'queries', 'tables', 'policy'],
  policy: ['routes', 'service', 'jobs', 'store', 'queries', 'tables'],
  store: ['routes', 'service', 'jobs', 'policy', 'queries'],
  queries: ['routes', 'service', 'jobs', 'policy', 'store', 'tables'],
  tables: ['routes', 'service', 'jobs', 'policy', 'store', 'queries'],
};
const advice: Readonly<Record<string, string>> = {
  routes: 'A route binds one line to a verb of service.ts.',
  service: 'The rules stand in service.ts; rows come from store.ts; routes and jobs call it.',
  jobs: 'A job calls a verb of service.ts; the rule stands there.',
  policy: 'policy.ts decides on what it is given and fetches nothing.',
  store: 'store.ts speaks to its tables and knows nobody else.',
  queries: 'queries.ts spells SQL for the engine and knows nobody else.',
  tables: 'tables.ts holds the tables and knows nobody else.',
};

export const flow: Rule = {
  name: 'flow',
  law: 'routes → service → {policy, store, queries}; jobs → service.',
  judge: (house) =>
    eachImport(house, (module, imported) => {
      const next = reached(house, imported);
      if (!next || !insideServer(module) || !insideServer(next) || module.test) return null;
      if (next.workspace !== module.workspace) return null;
      const [here, there] = [baseName(module.path), baseName(next.path)];
      if (!forbidden[here]?.includes(there)) return null;
      // What may be listed is a question to the policy, and the store's filter is the answer's type.
      if (here === 'policy' && there === 'store' && imported.typeOnly) return null;
      return `Wrong way: ${here}.ts may not see ${there}.ts. ${advice[here]}`;
    }),
};

const insideServer = ({ path, room }: Module) => path.startsWith('domains/') && room === 'server';
