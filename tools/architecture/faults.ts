import type { Fault, House, Import, Module } from './house.ts';
import { order } from './order.ts';

/** Judges every import of every module: a message is a fault, null is none. */
export function eachImport(
  house: House,
  judge: (module: Module, imported: Import) => string | null,
): Fault[] {
  return [...house.modules.values()].flatMap((module) =>
    module.imports.flatMap((imported) => {
      const message = judge(module, imported);
      return message ? [{ path: module.path, line: imported.line, message }] : [];
    }),
  );
}

/** The module an import leads to, through a door or by path; null when it leads out of the house. */
export function reached(house: House, imported: Import): Module | null {
  const { target } = imported;
  if (target.kind === 'module') return house.modules.get(target.path) ?? null;
  if (target.kind === 'door' && target.path) return house.modules.get(target.path) ?? null;
  return null;
}

/** Name of a file without folder and extension: `service` of `server/versions/service.ts`. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.[^/]*$/, '');
}

/**
 * Whether a test asks for what tests stand on: `testing`, and the whole server and the
 * command line. They stand right of what they test, so tests may look right to these.
 */
export function testEquipment(module: Module, workspace: string): boolean {
  return module.test && ['testing', 'server', 'cli'].includes(workspace);
}

/** Names of PostgreSQL schemas: the platform's, and one of every domain that is there or planned. */
export const schemaNames: readonly string[] = order.filter(
  (name) => !['kernel', 'client', 'ui', 'testing', 'server', 'web', 'cli'].includes(name),
);
