import { id, roles } from '@insites/kernel';
import { z } from 'zod';
import { ownSession, signInRulesView } from './sign-in.ts';
import { unitRole } from './structure.ts';

export const email = z.email().max(254).toLowerCase().describe('E-mail address');
const tooShort = 'Use 15 characters or more';
const tooLong = 'Use 256 characters or fewer';
const characters = (text: string) => Array.from(text.normalize('NFC')).length;

/** A password as it is typed; what is too long to be one is not looked at. */
export const anyPassword = z.string().max(1024, tooLong);

/**
 * A password to be set: 15 to 256 characters, counted as Unicode code points after NFC, without rules
 * of composition (NIST SP 800-63B-4 §3.1.1).
 */
export const password = anyPassword
  .min(15, { error: tooShort, abort: true })
  .refine((text) => characters(text) >= 15, tooShort)
  .refine((text) => characters(text) <= 256, tooLong);
export const role = z.enum(roles);

const units = z.array(z.object({ id, name: z.string(), role: unitRole }));
const teams = z.array(z.object({ id, name: z.string() }));

/** A person as the members of an organisation see them. */
export const personView = z.object({
  id,
  name: z.string(),
  email: z.string(),
  role,
  joinedAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime().nullable(),
  hasPassword: z.boolean(),
  units: units.describe('Units the person belongs to'),
  teams: teams.describe('Teams the person belongs to'),
  can: z.object({ changeRole: z.boolean(), remove: z.boolean() }),
});
export type PersonView = z.infer<typeof personView>;

export const organisationView = z.object({
  id,
  name: z.string(),
  slug: z.string().describe('Short name in addresses'),
  people: z.int(),
  createdAt: z.iso.datetime(),
  signIn: signInRulesView,
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
  units: units.describe('Units of that organisation you belong to'),
  teams: teams.describe('Teams of that organisation you belong to'),
  memberships: z.array(z.object({ organisationId: id, organisationName: z.string(), role })),
  permissions: z.array(z.string()).describe('What the worn hat allows, for showing and hiding'),
  session: ownSession.nullable().describe('Null for visitors and API tokens'),
});
export type MeView = z.infer<typeof meView>;

/** Who you are after the first factor; `owed` when the second one is still owed and nobody is signed in yet. */
export const signInView = meView.extend({
  owed: z
    .object({
      token: z.string().describe('Goes with the second factor; holds for ten minutes'),
      methods: z.array(z.enum(['code', 'recovery', 'passkey'])),
    })
    .nullable(),
});
export type SignInView = z.infer<typeof signInView>;

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
  datasets: z.array(id).nullable().describe('Data sets it is limited to; null = all you may see'),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  lastUsedAt: z.iso.datetime().nullable(),
});
