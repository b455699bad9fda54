import { eachImport, reached } from '../faults.ts';
import type { House, Import, Module, Rule } from '../house.ts';

export const contract: Rule = {
  name: 'contract',
  law: 'A contract sees nothing but zod, the kernel and contracts to its left: it runs anywhere.',
  judge: (house) =>
    eachImport(house, (module, imported) => {
      if (module.room !== 'contract' || module.test || allowed(house, module, imported))
        return null;
      return `A contract may import zod, @insites/kernel and other contracts only, so ${imported.specifier} does not belong here. A wire shape stays; what does something goes to service.ts.`;
    }),
};

function allowed(house: House, module: Module, imported: Import): boolean {
  const { target } = imported;
  if (target.kind === 'package') return target.name === 'zod';
  if (target.kind === 'door') return target.workspace === 'kernel' || target.door === './contract';
  if (target.kind !== 'module') return false;
  return reached(house, imported)?.room === 'contract' && target.path.startsWith(folderOf(module));
}

const folderOf = (module: Module) => module.path.split('/contract/')[0] ?? '';
