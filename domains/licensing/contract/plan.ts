import { z } from 'zod';

/** What an organisation may use, and how much of it is used. */
export const planView = z.object({
  name: z.enum(['self-hosted', 'community', 'city']),
  seats: z.int().nullable().describe('People; null = no limit'),
  storageBytes: z.number().nullable().describe('Stored bytes; null = no limit'),
  usedSeats: z.int(),
  usedStorageBytes: z.number(),
});
export type PlanView = z.infer<typeof planView>;
