/** To the child: do `verb` with `input`; the answer carries the same id. */
export interface Request {
  readonly id: number;
  readonly verb: string;
  readonly input: unknown;
}

/** From the child: an answer, a failure, or news before either. */
export type Reply =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly failure: Failure }
  | { readonly id: number; readonly news: unknown };

/** A thrown error as it crosses the process border. `kind` and `code` are there for InsitesErrors. */
export interface Failure {
  readonly name: string;
  readonly message: string;
  readonly kind?: string;
  readonly code?: string;
  readonly hint?: string;
  readonly fields?: readonly { readonly path: string; readonly message: string }[];
}

/** Where a process that waits finds the address of its module. */
export const moduleVariable = 'INSITES_MODULE';

/** Tells a process that waited that it has work. */
export const worksVerb = 'works';

/** Name of a failure whose message may quote data. */
export const failedRunning = 'FailedRunning';
