import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Call, Fault, House, Module, Rule, Workspace } from '../house.ts';

export const together: Rule = {
  name: 'together',
  law: "Who hands its transaction to the platform's objects or jobs says so: together: ['platform'].",
  judge: (house) =>
    [...house.workspaces.values()]
      .filter((workspace) => workspace.kind === 'domain' && !isDeclared(house, workspace))
      .flatMap(({ name }) => faultsOf(house, name)),
};

function isDeclared({ root, modules }: House, { doors }: Workspace): boolean {
  const path = doors.get('./server');
  if (!path || !modules.has(path)) return false;
  return /\btogether:\s*\[[^\]]*'platform'/.test(readFileSync(join(root, path), 'utf8'));
}

function faultsOf({ modules }: House, domain: string): Fault[] {
  const inside = ({ workspace, room, test }: Module) =>
    workspace === domain && room === 'server' && !test;
  return [...modules.values()].filter(inside).flatMap(({ path, calls }) =>
    calls.filter(sharesTransaction).map(({ text, line }) => ({
      path,
      line,
      message: `${text.replace(/^.*\?\./, '')}() takes part in this domain's transaction, so ${domain} lives where platform does. Say together: ['platform'] in its schema of server/index.ts.`,
    })),
  );
}

/** References of objects always change in a transaction of the caller's; a job may be sent without one. */
function sharesTransaction({ text, count }: Call): boolean {
  if (/\bobjects\.(keep|drop)$/.test(text)) return true;
  return /\bjobs\.send$/.test(text) && count > 1;
}
