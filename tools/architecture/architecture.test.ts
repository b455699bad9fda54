import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { floor, judge } from './judge.ts';
import { order } from './order.ts';
import { parse } from './parse.ts';
import { rules } from './rules/index.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const none = { modules: 0, imports: 0 };

/** What each rule must find in fixture/<rule>: place, and words of the message. */
const refused: Readonly<Record<string, readonly string[]>> = {
  doors: [
    'packages/kernel/src/index.ts:2 ./gone.ts leads nowhere',
    'domains/files/server/index.ts:1 Closed door: @insites/kernel has no "./src/ids.ts". Its doors are "."',
    'domains/files/server/index.ts:2 Walled-up door: "./ui" of @insites/files',
    'domains/files/server/index.ts:3 There is no workspace @insites/nowhere',
  ],
  declared: [
    'packages/kernel/src/index.ts:2 lodash is not in the root package.json',
    'domains/files/server/index.ts:1 @insites/kernel is not declared',
  ],
  versions: [
    'domains/files/package.json:1 zod 4.0.0 stands in a workspace',
    'domains/files/package.json:1 @insites/kernel is asked for as "0.1.0"',
  ],
  layering: [
    'domains/weather/package.json:1 weather has no place yet',
    'domains/files/package.json:1 Bad layering: domains/files asks for domains/datasets',
    'domains/files/server/index.ts:1 Bad layering: domains/files may not see domains/datasets, which stands right of it. Move the noun left, or declare a slot',
  ],
  'own-package': [
    'domains/files/server/index.ts:1 ../../../packages/kernel/src/index.ts climbs over the fence into @insites/kernel',
    'domains/files/server/index.ts:2 ../../../tools/worker.ts climbs over the fence into the root',
    'tools/worker.ts:1 ../packages/kernel/src/index.ts climbs over the fence into @insites/kernel',
  ],
  cycles: [
    'packages/kernel/src/egg.ts:1 A cycle: packages/kernel/src/egg.ts → packages/kernel/src/hen.ts → packages/kernel/src/egg.ts',
  ],
  contract: [
    'domains/files/contract/index.ts:1 A contract may import zod, @insites/kernel and other contracts only, so node:fs',
    'domains/files/contract/index.ts:2 A contract may import zod, @insites/kernel and other contracts only, so fastify',
    'domains/files/contract/index.ts:6 A contract may import zod, @insites/kernel and other contracts only, so ../server/index.ts',
  ],
  sides: [
    'packages/platform/src/index.ts:1 server never meets ui: react',
    'domains/files/cli/index.ts:1 A verb of the command line speaks to the server through @insites/client, so @insites/files/ui',
    'domains/files/server/index.ts:1 @insites/testing is for tests',
    'domains/files/server/index.ts:2 server never meets ui: @insites/client',
    'domains/files/server/index.ts:3 server never meets ui: ../ui/index.ts',
    'domains/files/ui/index.ts:1 ui never meets server: node:path',
    'domains/files/ui/index.ts:2 ui never meets server: @insites/files/server',
    'domains/files/ui/index.ts:3 ui never meets server: @insites/platform',
  ],
  flow: [
    'domains/files/server/jobs.ts:1 Wrong way: jobs.ts may not see store.ts',
    'domains/files/server/routes.ts:2 Wrong way: routes.ts may not see store.ts',
    'domains/files/server/store.ts:1 Wrong way: store.ts may not see policy.ts',
  ],
  database: [
    'domains/files/server/index.ts:1 drizzle-orm is for store.ts and tables.ts',
    'domains/files/server/index.ts:2 pg is for store.ts and tables.ts',
  ],
  'foreign-keys': [
    'domains/files/server/tables.ts:1 A foreign key into identity would cross a route',
    'domains/files/server/tables.ts:8 A foreign key into identity would cross a route',
    'domains/files/server/migrations/0001_start.sql:3 A foreign key into identity would cross a route',
  ],
  'own-schema': [
    'domains/files/server/store.ts:3 The schema identity is named here',
    'domains/files/server/store.ts:4 The schema audit is named here',
    'domains/files/server/store.ts:6 The schema identity is named here',
    'apps/server/src/status.ts:1 The schema platform is named here',
  ],
  together: [
    "domains/files/server/service.ts:8 platform.objects.keep() takes part in this domain's transaction, so files lives where platform does",
    "domains/files/server/service.ts:9 platform.jobs.send() takes part in this domain's transaction",
  ],
  'engine-sql': [
    'domains/datasets/server/index.ts:1 SQL is spelled here (“select count(*)',
    'domains/datasets/server/index.ts:3 SQL is spelled here (“FROM read_parquet',
  ],
  'one-gate': [
    'domains/files/server/index.ts:1 There is one gate to data and hyparquet goes around it',
    'domains/files/server/index.ts:2 There is one gate to data and ?.engine.query() goes around it',
    'domains/files/server/index.ts:3 There is one gate to data and engine.query() goes around it',
  ],
  rooms: [
    'domains/files:1 files lacks server/policy.ts, server/tables.ts, test/*.test.ts',
    'apps/web/src/domains.ts:1 files does not stand in this list',
  ],
  names: [
    'packages/kernel/src/fileStore.ts:1 fileStore.ts is not kebab-case',
    'packages/kernel/src/index.ts:2 A default export has no name',
  ],
  'contracts-hold': [
    'domains/audit/package.json:1 audit has no contract door',
    'domains/files/contract/index.ts:1 Domain files: route remove is called files.delete',
    'domains/licensing/contract/index.ts:1 This contract declares the domain plans',
  ],
};

describe('the law', () => {
  it.each(rules.map((rule) => [rule.name, rule] as const))(
    'refuses its fixture: %s',
    async (name, rule) => {
      const { faults } = await judge(`${root}tools/architecture/fixture/${name}`, none, [rule]);
      const found = faults.map(({ path, line, message }) => `${path}:${line} ${message}`);
      const expected = refused[name] ?? [];
      expect(expected).not.toHaveLength(0);
      expect(found.map((text, at) => text.slice(0, expected[at]?.length))).toEqual(expected);
    },
  );

  it('passes a house that keeps every rule', async () => {
    const { faults } = await judge(`${root}tools/architecture/fixture/sound`, none);
    expect(faults).toEqual([]);
  });

  it('refuses a run that read nothing', async () => {
    const { faults } = await judge(`${root}tools/architecture/fixture/sound`);
    expect(faults.map(({ rule }) => rule)).toEqual(['read-enough']);
  });

  it('passes this very tree, having read it', async () => {
    const { modules, imports, faults } = await judge(root);
    expect(faults.map(({ path, line, message }) => `${path}:${line} ${message}`)).toEqual([]);
    expect(modules).toBeGreaterThanOrEqual(floor.modules);
    expect(imports).toBeGreaterThanOrEqual(floor.imports);
  });

  it('keeps the order that docs/architecture.md draws', () => {
    const page = readFileSync(`${root}docs/architecture.md`, 'utf8');
    const drawn = /`(kernel < [^`]+) < apps`/.exec(page)?.[1]?.split(' < ');
    const beside = ['client', 'ui', 'testing', 'server', 'web', 'cli'];
    expect(order.filter((name) => !beside.includes(name))).toEqual(drawn);
  });
});

describe('the reader', () => {
  const specifiers = (source: string) => parse('a.ts', source).imports.map(({ text }) => text);

  it('finds imports in every form they can take', () => {
    const source = `
      import a from './a.ts'; import type { B } from './b.ts'; export * from './c.ts';
      export { d } from './d.ts'; const e = await import('./e.ts'); const f = require('./f.ts');
      type G = import('./g.ts').G; new URL('./h.ts', import.meta.url); import './i.css';
      import(\`./j.ts\`); import.meta.resolve('./k.ts');`;
    const letters = specifiers(source).map((text) => text.slice(2, 3));
    expect(letters.sort().join('')).toBe('abcdefghijk');
  });

  it('counts an import that is exported again once, and tells its line', () => {
    const { imports } = parse('a.ts', "\nimport { a } from './a.ts';\nexport { a };\n");
    expect(imports).toEqual([{ text: './a.ts', line: 2, typeOnly: false }]);
  });

  it('refuses what it cannot parse instead of reading nothing', () => {
    expect(() => parse('a.ts', 'const = ;')).toThrow('a.ts cannot be parsed');
  });
});
