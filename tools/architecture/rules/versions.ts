import type { Rule } from '../house.ts';

export const versions: Rule = {
  name: 'versions',
  law: 'Third-party versions stand in the root package.json alone; a workspace names workspaces, as "*".',
  judge: (house) =>
    [...house.workspaces.values()].flatMap(({ folder, dependencies }) =>
      [...dependencies].flatMap(([name, version]) => {
        const path = `${folder}/package.json`;
        if (!name.startsWith('@insites/'))
          return [
            {
              path,
              line: 1,
              message: `${name} ${version} stands in a workspace. Move it to the root package.json, so that there is one version of it.`,
            },
          ];
        if (version === '*') return [];
        return [{ path, line: 1, message: `${name} is asked for as "${version}". Write "*".` }];
      }),
    ),
};
