import { z } from 'zod';
import { type ErrorKind, errorKinds, InsitesError } from './errors.ts';

/** The body of every error answer: problem details, RFC 9457, media type application/problem+json. */
export const problemSchema = z.object({
  type: z.string().describe('Relative address of the page that explains the code'),
  title: z.string(),
  status: z.int(),
  detail: z.string().describe('What was wrong and where'),
  code: z.string(),
  kind: z.enum(Object.keys(errorKinds) as [ErrorKind, ...ErrorKind[]]),
  hint: z.string().optional().describe('What to do'),
  fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  retryAfter: z.number().optional().describe('Seconds'),
  requestId: z.string().optional(),
});

export type Problem = z.infer<typeof problemSchema>;

/** An error as problem details. `cause` stays behind. */
export function toProblem(error: InsitesError, requestId?: string): Problem {
  const { status, title } = errorKinds[error.kind];
  const { hint, fields, retryAfter } = error.details;
  return {
    type: `/docs/errors#${error.code}`,
    title,
    status,
    detail: error.message,
    code: error.code,
    kind: error.kind,
    ...(hint === undefined ? {} : { hint }),
    ...(fields === undefined ? {} : { fields: [...fields] }),
    ...(retryAfter === undefined ? {} : { retryAfter }),
    ...(requestId === undefined ? {} : { requestId }),
  };
}

/** Problem details as the error they stand for. */
export function fromProblem(problem: Problem): InsitesError {
  const { hint, fields, retryAfter } = problem;
  return new InsitesError(problem.kind, problem.code, problem.detail, {
    ...(hint === undefined ? {} : { hint }),
    ...(fields === undefined ? {} : { fields }),
    ...(retryAfter === undefined ? {} : { retryAfter }),
  });
}
