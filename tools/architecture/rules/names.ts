import type { Fault, House, Rule } from '../house.ts';

const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)*$/;
/** Files that a tool finds by its own name for them. */
const given = /^([A-Z]+\.md|LICENSE|Dockerfile)$/;
const toolConfig = /(^|\/)[a-z]+\.config\.ts$/;

export const names: Rule = {
  name: 'names',
  law: 'Files and folders are kebab-case; exports have names.',
  judge: (house) => [...badFiles(house), ...defaults(house)],
};

function badFiles(house: House): Fault[] {
  return [...house.files].filter(isOurs).flatMap((path) =>
    path
      .split('/')
      .filter((part) => !kebab.test(part) && !given.test(part) && !migration(path, part))
      .map((part) => ({
        path,
        line: 1,
        message: `${part} is not kebab-case. Write small letters, whole words and hyphens.`,
      })),
  );
}

/** Backups that earlier releases have written keep the names they gave. */
const isOurs = (path: string) => !path.includes('/test/backup/releases/');

const migration = (path: string, part: string) =>
  path.includes('/migrations/') && /^\d{4}_[a-z0-9_]+\.sql$/.test(part);

function defaults(house: House): Fault[] {
  return [...house.modules.values()].flatMap(({ path, defaultExport }) =>
    defaultExport === null || toolConfig.test(path)
      ? []
      : [
          {
            path,
            line: defaultExport,
            message: 'A default export has no name to search for. Export it by its name.',
          },
        ],
  );
}
