import { eachImport, testEquipment } from '../faults.ts';
import type { Fault, House, Rule } from '../house.ts';
import { positionOf } from '../order.ts';

export const layering: Rule = {
  name: 'layering',
  law: 'Imports point left along the one list in tools/architecture/order.ts.',
  judge: (house) => [...strangers(house), ...declarations(house), ...imports(house)],
};

const strangers = (house: House): Fault[] =>
  [...house.workspaces.values()]
    .filter(({ name }) => positionOf(name) < 0)
    .map(({ name, folder }) => ({
      path: `${folder}/package.json`,
      line: 1,
      message: `${name} has no place yet. Put it into the list of tools/architecture/order.ts, right of all that it uses.`,
    }));

const declarations = (house: House): Fault[] =>
  [...house.workspaces.values()].flatMap(({ name, folder, dependencies }) =>
    [...dependencies.keys()]
      .filter((asked) => asked.startsWith('@insites/'))
      .map((asked) => asked.slice('@insites/'.length))
      .filter((asked) => positionOf(asked) >= positionOf(name))
      .map((asked) => ({
        path: `${folder}/package.json`,
        line: 1,
        message: `Bad layering: ${folder} asks for ${folderOf(house, asked)}, which does not stand left of it. Take the line out.`,
      })),
  );

const imports = (house: House): Fault[] =>
  eachImport(house, (module, { target }) => {
    const { workspace } = module;
    if (workspace === null || target.kind !== 'door' || target.workspace === workspace) return null;
    if (positionOf(target.workspace) < positionOf(workspace)) return null;
    if (testEquipment(module, target.workspace)) return null;
    const here = folderOf(house, workspace);
    const there = folderOf(house, target.workspace);
    return `Bad layering: ${here} may not see ${there}, which stands right of it. Move the noun left, or declare a slot in the contract of ${here} that ${there} fills.`;
  });

function folderOf(house: House, name: string): string {
  return house.workspaces.get(name)?.folder ?? name;
}
