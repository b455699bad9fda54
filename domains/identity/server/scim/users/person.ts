import { email as emailOf } from '../../../contract/person.ts';
import type { Resource } from '../attributes.ts';
import { faults } from '../faults.ts';

/** What an account needs of a user. */
export interface Told {
  readonly userName: string;
  readonly name: string;
  readonly email: string;
  readonly externalId: string | null;
  readonly active: boolean;
}

/** Reads name and address out of what a directory told. @throws identity.scimValue */
export function toldOf(resource: Resource): Told {
  const userName = textOf(resource.userName);
  if (!userName) throw faults.value('userName is needed.');
  const email = emailOf.safeParse(addressOf(resource) ?? userName);
  if (!email.success)
    throw faults.value('An e-mail address is needed: in emails, or as the userName.');
  return {
    userName,
    email: email.data,
    name: nameOf(resource, userName).slice(0, 120),
    externalId: textOf(resource.externalId),
    active: resource.active !== false,
  };
}

/** The primary address, else the one for work, else the first. */
function addressOf({ emails }: Resource): string | null {
  const all = (emails ?? []) as readonly Resource[];
  const chosen =
    all.find(({ primary }) => primary === true) ??
    all.find(({ type }) => type === 'work') ??
    all[0];
  return textOf(chosen?.value);
}

function nameOf({ displayName, name }: Resource, userName: string): string {
  const { formatted, givenName, familyName } = (name ?? {}) as Resource;
  const parts = [textOf(givenName), textOf(familyName)].filter((part) => part !== null).join(' ');
  return textOf(displayName) ?? textOf(formatted) ?? (parts || userName);
}

function textOf(value: unknown): string | null {
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' ? null : text;
}
