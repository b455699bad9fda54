import { eachImport } from '../faults.ts';
import type { House, Rule } from '../house.ts';

export const ownPackage: Rule = {
  name: 'own-package',
  law: 'A relative import stays inside its package.',
  judge: (house) =>
    eachImport(house, (module, { specifier, target }) => {
      if (target.kind !== 'module' && target.kind !== 'asset') return null;
      const there = workspaceAt(house, target.path);
      if (there === module.workspace) return null;
      const owner = there ? `@insites/${there}` : 'the root of the repository';
      return `${specifier} climbs over the fence into ${owner}. Use a door of it (@insites/…), or move the file.`;
    }),
};

function workspaceAt(house: House, path: string): string | null {
  for (const { name, folder } of house.workspaces.values())
    if (path.startsWith(`${folder}/`)) return name;
  return null;
}
