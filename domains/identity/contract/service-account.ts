import { id, roles } from '@insites/kernel';
import { z } from 'zod';

/** A token of a service account, without its text. */
export const serviceTokenView = z.object({
  id,
  name: z.string(),
  prefix: z.string().describe('The first characters, to find it again'),
  scopes: z.array(z.string()).nullable().describe('Permissions it is limited to; null: its role'),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
});
export type ServiceTokenView = z.infer<typeof serviceTokenView>;

/** A member that is no human. It has no password, only tokens. */
export const serviceAccountView = z.object({
  id,
  name: z.string(),
  role: z.enum(roles),
  state: z
    .enum(['active', 'disabled', 'ownerless'])
    .describe('ownerless: who answered for it left, and it stopped'),
  owner: z.object({ id, name: z.string() }).describe('Who answers for it'),
  createdAt: z.iso.datetime(),
  tokens: z.array(serviceTokenView),
  can: z.object({ change: z.boolean() }),
});
export type ServiceAccountView = z.infer<typeof serviceAccountView>;
