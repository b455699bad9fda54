import { id, roles } from '@insites/kernel';
import { z } from 'zod';

export const email = z.email().max(254).toLowerCase().describe('E-mail address');
/** NIST SP 800-63B-4 §3.1.1: 15 or more as the only factor, no composition rules. */
export const password = z.string().min(15, 'Use 15 characters or more').max(256);
export const role = z.enum(roles);

/** A person as the members of an organisation see them. */
export const personView = z.object({
  id,
  name: z.string(),
  email: z.string(),
  role,
  joinedAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime().nullable(),
  hasPassword: z.boolean(),
  can: z.object({ changeRole: z.boolean(), remove: z.boolean() }),
});
export type PersonView = z.infer<typeof personView>;

export const organisationView = z.object({
  id,
  name: z.string(),
  slug: z.string().describe('Short name in addresses'),
  people: z.int(),
  createdAt: z.iso.datetime(),
  can: z.object({ update: z.boolean(), addPeople: z.boolean() }),
});
export type OrganisationView = z.infer<typeof organisationView>;

/** Who you are: the person, the hats they may wear and the one they wear. */
export const meView = z.object({
  signedIn: z.boolean(),
  person: z
    .object({
      id,
      name: z.string(),
      email: z.string(),
      operator: z.boolean(),
      hasPassword: z.boolean(),
    })
    .nullable(),
  organisation: z.object({ id, name: z.string(), slug: z.string() }).nullable(),
  role: role.nullable(),
  memberships: z.array(z.object({ organisationId: id, organisationName: z.string(), role })),
  permissions: z.array(z.string()).describe('What the worn hat allows, for showing and hiding'),
});
export type MeView = z.infer<typeof meView>;

export const sessionView = z.object({
  id,
  device: z.string().describe('Browser and system, as far as they say'),
  address: z.string(),
  createdAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  current: z.boolean(),
});

export const tokenView = z.object({
  id,
  name: z.string(),
  prefix: z.string().describe('The first characters, to find it again'),
  scopes: z.array(z.string()).nullable().describe('Permissions it is limited to; null = your own'),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  lastUsedAt: z.iso.datetime().nullable(),
});
