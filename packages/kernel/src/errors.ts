/**
 * The kinds of error. A kind decides the HTTP status, the exit code of the command line and the
 * level in the log; domains add codes (`datasets.locked`), never kinds.
 */
export const errorKinds = {
  invalid: { status: 400, exit: 2, level: 'info', title: 'The request cannot be understood' },
  notSignedIn: { status: 401, exit: 3, level: 'info', title: 'Sign in first' },
  notAllowed: { status: 403, exit: 4, level: 'warn', title: 'Not allowed' },
  notFound: { status: 404, exit: 5, level: 'info', title: 'Not found' },
  conflict: { status: 409, exit: 6, level: 'info', title: 'In conflict with what is there' },
  tooLarge: { status: 413, exit: 7, level: 'info', title: 'Too large' },
  limited: { status: 429, exit: 8, level: 'warn', title: 'Too many requests' },
  cancelled: { status: 499, exit: 9, level: 'info', title: 'Cancelled' },
  unavailable: { status: 503, exit: 10, level: 'error', title: 'Not available at the moment' },
  timedOut: { status: 504, exit: 11, level: 'warn', title: 'Took too long' },
  internal: { status: 500, exit: 1, level: 'error', title: 'A fault of ours' },
} as const;

export type ErrorKind = keyof typeof errorKinds;

export interface ErrorDetails {
  /** What to do about it, as a sentence. */
  readonly hint?: string;
  /** Where: field path, file and line, column … and what is wrong there. */
  readonly fields?: readonly { readonly path: string; readonly message: string }[];
  /** Seconds after which another try makes sense (`limited`, `unavailable`). */
  readonly retryAfter?: number;
  /** What lies behind it; logged, never sent out. */
  readonly cause?: unknown;
}

/** An error with a kind and a code. Its message is written for the person who reads it. */
export class InsitesError extends Error {
  override readonly name = 'InsitesError';
  readonly kind: ErrorKind;
  /** Domain and name, e.g. `datasets.locked`. */
  readonly code: string;
  readonly details: ErrorDetails;

  constructor(kind: ErrorKind, code: string, message: string, details: ErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.kind = kind;
    this.code = code;
    this.details = details;
  }
}

type Raise = (code: string, message: string, details?: ErrorDetails) => InsitesError;

const raise =
  (kind: ErrorKind): Raise =>
  (code, message, details) =>
    new InsitesError(kind, code, message, details);

/** One constructor per kind: `throw errors.notFound('datasets.unknown', 'There is no …')`. */
export const errors = {
  invalid: raise('invalid'),
  notSignedIn: raise('notSignedIn'),
  notAllowed: raise('notAllowed'),
  notFound: raise('notFound'),
  conflict: raise('conflict'),
  tooLarge: raise('tooLarge'),
  limited: raise('limited'),
  cancelled: raise('cancelled'),
  unavailable: raise('unavailable'),
  timedOut: raise('timedOut'),
  internal: raise('internal'),
} as const satisfies Record<ErrorKind, Raise>;

/** Any thrown value as an InsitesError; what is not one of ours becomes `internal` without its text. */
export function asInsitesError(thrown: unknown): InsitesError {
  if (thrown instanceof InsitesError) return thrown;
  return errors.internal('kernel.unexpected', 'Something went wrong on our side.', {
    hint: 'Try again; if it stays, tell the operator the request id.',
    cause: thrown,
  });
}
