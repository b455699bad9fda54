import { z } from 'zod';

/** Who may read a thing without being given it: the people of nobody else, of its organisation, of the world. */
export const visibilities = ['private', 'organisation', 'public'] as const;
export const visibility = z
  .enum(visibilities)
  .describe(
    'private: its owner, stewards and administrators; organisation: its members; public: everybody',
  );
export type Visibility = z.infer<typeof visibility>;

/** Why data is read. Written into the audit log with every read. */
export const purposes = ['explore', 'preview', 'query', 'export', 'profile', 'dashboard'] as const;
export type Purpose = (typeof purposes)[number];

export const policyView = z.object({
  id: z.string(),
  effect: z.enum(['permit', 'forbid']),
  sentence: z.string().describe('The rule in plain words'),
  cedar: z.string().describe('The rule as it is enforced'),
});
