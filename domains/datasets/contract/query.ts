import { z } from 'zod';

export const tableColumn = z.object({ name: z.string(), type: z.string() });

/** Numbers beyond 2^53, dates and decimals come as text so that nothing is rounded on the way. */
export const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);

export const queryResult = z.object({
  columns: z.array(tableColumn),
  rows: z.array(z.array(cell)),
  truncated: z.boolean().describe('More rows than the limit were there'),
  milliseconds: z.number().describe('In the engine'),
  datasets: z.array(z.object({ name: z.string(), id: z.string(), version: z.int() })),
});
export type QueryResult = z.infer<typeof queryResult>;
