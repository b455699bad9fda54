import { id } from '@insites/kernel';
import { z } from 'zod';

export const scopes = z.array(z.string().max(80)).max(50);

/**
 * What a program may be given. Nothing that makes credentials or says who may sign in: that would
 * outlive its being taken back.
 */
export function isGrantable(permission: string): boolean {
  if (['identity:me', 'identity:people', 'platform:jobs'].includes(permission)) return true;
  return !/^(identity|platform):/.test(permission);
}

/** An address that a program may be answered at: compared letter by letter, without wildcards. */
export const redirect = z
  .url({ protocol: /^https$/ })
  .max(500)
  .regex(/^[^#*]+$/, 'An https address, whole and without # or *');

/** A program that administrators registered (OAuth 2.1 client). */
export const programView = z.object({
  id,
  name: z.string(),
  redirects: z.array(z.string()),
  confidential: z.boolean(),
  createdAt: z.iso.datetime(),
});
export type ProgramView = z.infer<typeof programView>;

/** A program that acts for a person. */
export const connectionView = z.object({
  id,
  program: z.string(),
  organisation: z.string(),
  scopes,
  datasets: z.array(id).nullable(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
});
