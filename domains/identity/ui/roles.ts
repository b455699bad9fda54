import { type Role, roles } from '@insites/kernel';

export const roleLabels: Readonly<Record<Role, string>> = {
  viewer: 'Viewer',
  contributor: 'Contributor',
  steward: 'Steward',
  admin: 'Administrator',
};

/** What each role may do, as one line under its name. */
export const roleNotes: Readonly<Record<Role, string>> = {
  viewer: 'Sees what the organisation shares.',
  contributor: 'Also uploads files and makes datasets.',
  steward: 'Also sees everything of the organisation and its activity.',
  admin: 'Also manages people and the organisation.',
};

/** The role a select gives, weakest when it gives none. */
export function roleOf(value: string | null): Role {
  return roles.find((role) => role === value) ?? 'viewer';
}
