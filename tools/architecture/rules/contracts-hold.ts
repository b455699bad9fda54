import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Fault, House, Rule, Workspace } from '../house.ts';

export const contractsHold: Rule = {
  name: 'contracts-hold',
  law: 'Every contract declares its domain under its own name; every route has permission, summary and known errors.',
  judge: async (house) =>
    (await Promise.all([...house.workspaces.values()].map((it) => faultsOf(house, it)))).flat(),
};

/** `defineDomain` refuses what is wrong when the contract is loaded; here it only has to be loaded. */
async function faultsOf(house: House, { name, doors, kind }: Workspace): Promise<Fault[]> {
  const path = doors.get('./contract');
  if (!path) {
    const message = `${name} has no contract door. Add "./contract" to its exports.`;
    return kind === 'domain' ? [{ path: `domains/${name}/package.json`, line: 1, message }] : [];
  }
  try {
    const exported = await import(pathToFileURL(join(house.root, path)).href);
    const domain = (Object.values(exported) as unknown[]).find(isDomain);
    if (domain?.name === name) return [];
    const message = `This contract declares ${domain ? `the domain ${domain.name}` : 'no domain'}. Export defineDomain({ name: '${name}', … }).`;
    return [{ path, line: 1, message }];
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return [{ path, line: 1, message }];
  }
}

function isDomain(value: unknown): value is { name: string } {
  return typeof value === 'object' && value !== null && 'routes' in value && 'permissions' in value;
}
