import type { Fault, House, Rule, Workspace } from '../house.ts';

const always = [
  'package.json',
  'README.md',
  'contract/index.ts',
  'contract/routes.ts',
  'contract/errors.ts',
  'server/index.ts',
  'ui/index.ts',
];
/** May be split by sub-noun: server/versions/store.ts. */
const somewhere = ['routes', 'service', 'policy', 'store', 'tables'];
const lists = ['apps/server/src/domains.ts', 'apps/web/src/domains.ts'];

export const rooms: Rule = {
  name: 'rooms',
  law: 'Every domain has the same rooms, is tested, and stands in both lists of apps.',
  judge: (house) =>
    [...house.workspaces.values()]
      .filter(({ kind }) => kind === 'domain')
      .flatMap((domain) => [...missingRooms(house, domain), ...missingLines(house, domain)]),
};

function missingRooms(house: House, { folder, name }: Workspace): Fault[] {
  const files = [...house.files].filter((path) => path.startsWith(`${folder}/`));
  const missing = [
    ...always.filter((file) => !files.includes(`${folder}/${file}`)),
    ...somewhere
      .filter((file) => !files.some((path) => isIn(path, `${folder}/server/`, `/${file}.ts`)))
      .map((file) => `server/${file}.ts`),
    ...(files.some((path) => path.endsWith('.test.ts')) ? [] : ['test/*.test.ts']),
  ];
  if (missing.length === 0) return [];
  const message = `${name} lacks ${missing.join(', ')}. Every domain has the same rooms, so that who knows one knows all.`;
  return [{ path: folder, line: 1, message }];
}

const isIn = (path: string, start: string, end: string) =>
  path.startsWith(start) && path.endsWith(end);

function missingLines(house: House, { name }: Workspace): Fault[] {
  return lists
    .filter((path) => {
      const imports = house.modules.get(path)?.imports ?? [];
      return !imports.some(({ target }) => target.kind === 'door' && target.workspace === name);
    })
    .map((path) => ({
      path,
      line: 1,
      message: `${name} does not stand in this list. Add one line for it, or nobody will meet it.`,
    }));
}
