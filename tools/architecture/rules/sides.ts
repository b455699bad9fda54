import { eachImport } from '../faults.ts';
import type { Import, Module, Rule } from '../house.ts';

/** Which side of the wire a module runs on; `both` is what runs anywhere. */
type Side = 'server' | 'web' | 'terminal' | 'both';

const webPackages = /^(react|react-dom|@mantine\/|@tanstack\/|@tabler\/|vega|@codemirror\/)/;

export const sides: Rule = {
  name: 'sides',
  law: 'ui and server never meet; client is for ui, web and cli; testing is for tests.',
  judge: (house) =>
    eachImport(house, (module, imported) => {
      if (imported.target.kind === 'door' && imported.target.workspace === 'testing')
        return module.test || module.workspace === 'testing' || module.workspace === null
          ? null
          : '@insites/testing is for tests. Move this into a *.test.ts or the test room.';
      if (module.test) return null;
      const side = sideOf(module);
      if (side === 'web') return webFault(imported);
      if (side === 'terminal') return terminalFault(module, imported);
      return side === 'server' ? serverFault(imported) : null;
    }),
};

function sideOf({ path, room, workspace }: Module): Side {
  if (room === 'contract' || workspace === null) return 'both';
  if (room === 'ui' || workspace === 'ui') return 'web';
  if (workspace === 'web') return /\/src\//.test(path) ? 'web' : 'both';
  if (room === 'cli' || workspace === 'cli') return 'terminal';
  return ['kernel', 'client', 'testing'].includes(workspace) ? 'both' : 'server';
}

function webFault({ specifier, target }: Import): string | null {
  const wrong =
    target.kind === 'builtin' ||
    (target.kind === 'module' && target.path.includes('/server/')) ||
    (target.kind === 'door' &&
      (['./server', './cli'].includes(target.door) ||
        (target.workspace === 'platform' && target.door !== './contract') ||
        target.workspace === 'server'));
  if (!wrong) return null;
  return `ui never meets server: ${specifier} does not run in a browser. Ask the server through a route of a contract.`;
}

function serverFault({ specifier, target }: Import): string | null {
  const wrong =
    (target.kind === 'package' && webPackages.test(target.name)) ||
    (target.kind === 'module' && target.path.includes('/ui/')) ||
    (target.kind === 'door' &&
      (['./ui', './cli'].includes(target.door) ||
        ['ui', 'client', 'web', 'cli'].includes(target.workspace)));
  if (!wrong) return null;
  return `server never meets ui: ${specifier} belongs to the side that asks. Share a shape through a contract instead.`;
}

function terminalFault(module: Module, { specifier, target }: Import): string | null {
  const starts = module.workspace === 'cli';
  const wrong =
    (target.kind === 'package' && webPackages.test(target.name)) ||
    (target.kind === 'door' &&
      (['./ui', './server'].includes(target.door) ||
        ['ui', 'web'].includes(target.workspace) ||
        (!starts && target.workspace === 'platform' && target.door !== './contract')));
  if (!wrong) return null;
  return `A verb of the command line speaks to the server through @insites/client, so ${specifier} does not belong here.`;
}
