import { type ErrorKind, errorKinds, id } from '@insites/kernel';
import { z } from 'zod';

export const jobStates = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const;

/** Work that goes on after the answer left, with its progress. Survives a reload and a restart. */
export const jobView = z.object({
  id,
  name: z.string().describe('Domain and verb, e.g. datasets.import'),
  title: z.string().describe('What it does, for people'),
  state: z.enum(jobStates),
  /** Steps the job goes through and where it is. */
  step: z.string().nullable().describe('What is going on now, in plain words'),
  done: z.number().describe('How much is done, in `unit`'),
  total: z.number().nullable().describe('Of how much; null while unknown'),
  unit: z.string().describe('rows, bytes or steps'),
  rate: z.number().nullable().describe('`unit` a second'),
  secondsLeft: z.number().nullable(),
  object: z
    .object({ kind: z.string(), id: z.string() })
    .nullable()
    .describe('What it makes or changes'),
  error: z
    .object({
      kind: z.enum(Object.keys(errorKinds) as [ErrorKind, ...ErrorKind[]]),
      code: z.string(),
      message: z.string(),
      hint: z.string().nullable(),
      fields: z
        .array(z.object({ path: z.string(), message: z.string() }))
        .readonly()
        .optional()
        .describe('Where, and what is wrong or to be chosen there'),
    })
    .nullable()
    .describe('Why it failed'),
  result: z.record(z.string(), z.unknown()).nullable(),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  can: z.object({ cancel: z.boolean() }),
});
export type JobView = z.infer<typeof jobView>;
