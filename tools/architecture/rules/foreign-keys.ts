import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { baseName, schemaNames } from '../faults.ts';
import type { Fault, House, Module, Rule } from '../house.ts';

export const foreignKeys: Rule = {
  name: 'foreign-keys',
  law: 'No foreign key leaves its schema, because every schema may be routed to a database of its own.',
  judge: (house) => [
    ...[...house.modules.values()].filter(isTables).flatMap(inTables),
    ...[...house.files].flatMap((path) => inMigration(house, path)),
  ],
};

/** What every tables.ts takes from platform, `describe`, is no table. */
const domains = schemaNames.filter((name) => name !== 'platform');

const isTables = ({ path, test }: Module) =>
  !test && /^domains\/[^/]+\/server\//.test(path) && baseName(path) === 'tables';

/** A table of another domain, to refer to, comes through a door or by its name. */
function inTables({ path, workspace, imports, texts }: Module): Fault[] {
  const doors = imports.flatMap(({ target, line, typeOnly }) =>
    target.kind === 'door' &&
    !typeOnly &&
    target.workspace !== workspace &&
    domains.includes(target.workspace) &&
    target.door !== './contract'
      ? [fault(path, line, target.workspace)]
      : [],
  );
  const words = texts.flatMap(({ text, line }) =>
    referredIn(text, workspace).map((schema) => fault(path, line, schema)),
  );
  return [...doors, ...words];
}

const migration = /^(?:domains\/([^/]+)\/server|packages\/platform)\/migrations\/\w+\.sql$/;

function inMigration({ root }: House, path: string): Fault[] {
  const found = migration.exec(path);
  if (!found) return [];
  const own = found[1] ?? 'platform';
  const lines = readFileSync(join(root, path), 'utf8').split('\n');
  return lines.flatMap((text, at) =>
    referredIn(text, own).map((schema) => fault(path, at + 1, schema)),
  );
}

/** Other schemas that SQL refers to by a foreign key. */
function referredIn(text: string, own: string | null): string[] {
  return [...text.matchAll(/\bREFERENCES\s+"?(\w+)"?\s*\./gi)].flatMap(([, schema = '']) =>
    schema === own ? [] : [schema],
  );
}

function fault(path: string, line: number, schema: string): Fault {
  return {
    path,
    line,
    message: `A foreign key into ${schema} would cross a route: each schema may live in another database. Keep the id as a plain column and ask the server of ${schema}.`,
  };
}
