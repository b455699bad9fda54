import { eachImport } from '../faults.ts';
import type { Rule } from '../house.ts';

export const doors: Rule = {
  name: 'doors',
  law: 'A workspace is entered by its doors only, the exports of its package.json.',
  judge: (house) =>
    eachImport(house, (_module, { specifier, target }) => {
      if (target.kind === 'missing')
        return `${specifier} leads nowhere: ${target.reason}. Correct the path; it ends in .ts.`;
      if (target.kind !== 'door') return null;
      const workspace = house.workspaces.get(target.workspace);
      if (!workspace) return `There is no workspace @insites/${target.workspace}.`;
      const open = [...workspace.doors.keys()].map((door) => `"${door}"`).join(', ');
      if (target.path === null)
        return `Closed door: @insites/${workspace.name} has no "${target.door}". Its doors are ${open}. Export what you need from one of them.`;
      if (!house.files.has(target.path))
        return `Walled-up door: "${target.door}" of @insites/${workspace.name} leads to ${target.path}, which does not exist.`;
      return null;
    }),
};
