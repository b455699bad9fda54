import { z } from 'zod';

/** Fields every list takes: a piece of text to find, how many, from where. */
export const pageInput = z.object({
  search: z
    .string()
    .max(200)
    .optional()
    .describe('Only those whose name or description contains this'),
  limit: z.int().min(1).max(500).default(50).describe('At most so many'),
  offset: z.int().min(0).default(0).describe('After so many'),
});

/** One page of a list. */
export function pageOf<S extends z.ZodType>(item: S) {
  return z.object({
    items: z.array(item),
    total: z.int().describe('How many there are in all that the asker may see'),
  });
}
