import { eachImport, testEquipment } from '../faults.ts';
import type { Rule } from '../house.ts';

export const declared: Rule = {
  name: 'declared',
  law: "A workspace uses only workspaces that its package.json names and packages that the root's names.",
  judge: (house) =>
    eachImport(house, (module, { target }) => {
      if (target.kind === 'package' && !house.thirdParty.has(target.name))
        return `${target.name} is not in the root package.json. Add it there with an exact version; what came along with another package may be gone tomorrow.`;
      const home = module.workspace === null ? null : house.workspaces.get(module.workspace);
      if (!home || target.kind !== 'door' || target.workspace === home.name) return null;
      if (testEquipment(module, target.workspace)) return null;
      if (home.dependencies.has(`@insites/${target.workspace}`)) return null;
      return `@insites/${target.workspace} is not declared. Add "@insites/${target.workspace}": "*" to ${home.folder}/package.json, if the order allows it.`;
    }),
};
