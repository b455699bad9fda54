import { id } from '@insites/kernel';
import { z } from 'zod';
import { role } from './person.ts';

const domain = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(/^([a-z0-9-]+\.)+[a-z][a-z0-9-]+$/, 'A name like city.example');

/** What an administrator says of a sign-in provider (OpenID Connect Core 1.0). */
export const providerFields = {
  name: z.string().trim().min(1).max(60).describe('On the button: Sign in with …'),
  issuer: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .describe('Address of the provider, as it calls itself'),
  clientId: z.string().trim().min(1).max(300).describe('How the provider calls Insites'),
  clientSecret: z
    .string()
    .min(1)
    .max(2000)
    .nullable()
    .describe('The password of Insites at the provider; kept encrypted, never shown'),
  domains: z
    .array(domain)
    .max(50)
    .describe('Who is new and has a verified e-mail of these becomes a member; none: nobody does'),
  role: role.describe('Role of who becomes a member this way'),
  groupsClaim: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .nullable()
    .describe('Claim that lists the groups; with it groups decide the role at every sign-in'),
  groupRoles: z
    .record(z.string().min(1).max(300), role)
    .refine((map) => Object.keys(map).length <= 200, 'Name 200 groups at most')
    .describe('Role by group; the strongest counts, and without any the role above'),
  secondFactor: z
    .boolean()
    .describe('Whether a second factor that the provider says it checked (amr) counts here'),
};

/** A sign-in provider as its administrators see it. */
export const providerView = z.object({
  id,
  ...providerFields,
  clientSecret: z.never().optional(),
  hasSecret: z.boolean(),
  redirectAddress: z.string().describe('To be allowed at the provider'),
  createdAt: z.iso.datetime(),
});
export type ProviderView = z.infer<typeof providerView>;

/** A provider as the sign-in page offers it. */
export const signInProvider = z.object({ id, name: z.string(), organisationName: z.string() });

/** An account at a provider with which a person signs in. */
export const linkedAccountView = z.object({
  id,
  provider: z.string().describe('What its organisation calls the provider'),
  issuer: z.string(),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
});
export type LinkedAccountView = z.infer<typeof linkedAccountView>;
