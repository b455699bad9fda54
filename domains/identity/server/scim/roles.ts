import { errors, type Role, roles } from '@insites/kernel';
import type { Transaction } from '@insites/platform';
import type { DirectoryRow } from '../directories/store.ts';
import { countAdmins } from '../members/store.ts';
import { strongest } from './users/service.ts';
import { giveRole, placed } from './users/store.ts';

/** Somebody whose role changed because a group did. */
export interface RoleChange {
  readonly personId: string;
  readonly role: Role;
}

/**
 * Does something to groups and gives their people the roles that follow. Who had a role from nobody's
 * group before and after keeps the one they have: an administrator may have given it.
 * @throws identity.lastAdmin
 */
export async function withRoles<T>(
  transaction: Transaction,
  directory: Pick<DirectoryRow, 'organisationId' | 'defaultRole'>,
  userIds: readonly string[],
  work: () => Promise<T>,
): Promise<{ readonly done: T; readonly changed: readonly RoleChange[] }> {
  const { organisationId, defaultRole } = directory;
  const given = async () =>
    new Map(
      (await placed(transaction, organisationId, userIds)).map(({ personId, roles: all }) => [
        personId,
        strongest(all),
      ]),
    );
  const before = await given();
  const done = await work();
  const after = await given();
  const changed = [...after]
    .filter(([personId, role]) => role !== (before.get(personId) ?? null))
    .map(([personId, role]) => ({ personId, role: role ?? defaultRole }));
  for (const role of roles) {
    const people = changed.filter((change) => change.role === role);
    if (people.length > 0)
      await giveRole(
        transaction,
        organisationId,
        people.map(({ personId }) => personId),
        role,
      );
  }
  if (changed.length > 0 && (await countAdmins(transaction, organisationId)) === 0)
    throw errors.conflict('identity.lastAdmin', 'That would leave no administrator.', {
      hint: 'Make somebody else an administrator first.',
    });
  return { done, changed };
}

/** The changes of roles as the log tells them. */
export function rolesNote(changed: readonly RoleChange[]): Readonly<Record<string, unknown>> {
  if (changed.length === 0) return {};
  const some = changed.slice(0, 150);
  return {
    roles: some,
    ...(some.length < changed.length ? { moreRoles: changed.length - some.length } : {}),
  };
}
