import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import type {
  Actor,
  InsitesError,
  Output,
  RouteDefinition,
  RouteInput,
  RouteOutput,
} from '@insites/kernel';
import type { z } from 'zod';

/** What the audit log should say of a call besides who, verb and outcome. Set by the handler before it answers. */
export interface AuditNote {
  readonly objectKind?: string;
  readonly objectId?: string;
  readonly objectName?: string;
  readonly version?: string;
  readonly purpose?: string;
  /**
   * Whose log the entry belongs to; default the actor's organisation. Given for what a visitor does
   * with an organisation's things: reading what is public, signing in.
   */
  readonly organisationId?: string;
  /** Which text of the policies decided. */
  readonly policyVersion?: string;
  /** Names of the columns of the data that were touched. */
  readonly columns?: readonly string[];
  /** Rows that go out. */
  readonly rows?: number;
  /** SHA-256 of the answer, lower-case hexadecimal; the edge tells it where it knows the bytes. */
  readonly digest?: string;
  /** No personal values, no contents. */
  readonly details?: Readonly<Record<string, unknown>>;
}

export interface Call<R extends RouteDefinition> {
  readonly input: RouteInput<R>;
  readonly actor: Actor;
  /** Aborted when the client goes away or the server stops. */
  readonly signal: AbortSignal;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Routes with `body: 'bytes'`. */
  readonly body: Readable | null;
  /** Adds to the audit entry of this call. */
  note(note: AuditNote): void;
  /**
   * Writes the audit entry now, not when the answer is ready; what is noted afterwards is lost. For an
   * answer that tells of its own entry.
   */
  settle(): Promise<void>;
  readonly reply: {
    header(name: string, value: string): void;
    /** HttpOnly, SameSite=Lax, Path=/, Secure where the public address is https or the name is `__Host-…`; `null` deletes. Leaves only with an answer that is not held back. */
    cookie(name: string, value: string | null, maxAgeSeconds?: number): void;
  };
}

/** A stream as the answer of a `bytes` route. */
export interface BytesAnswer {
  /** Its buffers are the edge's: their memory is given back once they were sent. */
  readonly stream: Readable;
  readonly mediaType: string;
  /** File name for Content-Disposition: attachment. */
  readonly name?: string;
  /** Bytes to come, when known. */
  readonly length?: number;
  readonly etag?: string;
  /**
   * SHA-256 of the whole content, lower-case hexadecimal, when known. Else what was sent of an audited
   * read is hashed on its way, and a second entry, `platform.sent`, tells of it when it ends.
   */
  readonly sha256?: string;
  /** Rows that went out, asked when the stream has ended; null when nobody counted. */
  readonly rowsSent?: () => number | null;
  /** A part of `size` bytes: answered with 206 and Content-Range. */
  readonly range?: { readonly start: number; readonly end: number; readonly size: number };
  /** `bytes` routes that take ranges say so. */
  readonly acceptRanges?: boolean;
}

/** The answer of a `document` route, as its standard says. */
export interface DocumentAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A JSON document; without it the answer has no body. */
  readonly body?: unknown;
}

/** Tells a failure in the words of a standard. */
export type TellFailure = (error: InsitesError) => DocumentAnswer;

type Answer<R extends RouteDefinition> =
  R extends RouteDefinition<z.ZodObject, infer O extends Output>
    ? O['kind'] extends 'json'
      ? RouteOutput<R>
      : O['kind'] extends 'bytes'
        ? BytesAnswer
        : O['kind'] extends 'events'
          ? AsyncIterable<RouteOutput<R>>
          : O['kind'] extends 'document'
            ? DocumentAnswer
            : undefined
    : never;

export type Handler<R extends RouteDefinition> = (call: Call<R>) => Promise<Answer<R>>;
/** Handler of a `raw` route: writes the response itself, after permission and audit were settled. */
export type RawHandler<R extends RouteDefinition> = (
  call: Call<R> & { readonly request: IncomingMessage; readonly response: ServerResponse },
) => Promise<void>;

export interface Binding {
  readonly route: RouteDefinition;
  readonly handler: (call: never) => Promise<unknown>;
  /** Of `document` routes. Default: problem details. */
  readonly tellFailure?: TellFailure;
}

/** Joins a route to what answers it. One line a route in every `server/routes.ts`. */
export function bind<R extends RouteDefinition>(
  route: R,
  handler: R['output'] extends { readonly kind: 'raw' } ? RawHandler<R> : Handler<R>,
  tellFailure?: TellFailure,
): Binding {
  const binding = { route, handler: handler as Binding['handler'] };
  return tellFailure ? { ...binding, tellFailure } : binding;
}

/** One line for the audit log, made by the HTTP edge for every call. */
export interface AuditRecord extends AuditNote {
  readonly actor: Actor;
  readonly verb: string;
  readonly outcome: 'allowed' | 'refused' | 'failed';
  readonly code: string | null;
}

/** What the HTTP edge asks of the house. Filled by apps/server from identity, governance and audit. */
export interface Gatekeepers {
  /** Who asks, from the request's cookie or bearer token. Throws identity.credentialInvalid for a bad one. */
  authenticate(request: {
    readonly headers: Readonly<Record<string, string | string[] | undefined>>;
    readonly cookies: Readonly<Record<string, string | undefined>>;
    readonly address: string;
    readonly requestId: string;
  }): Promise<Actor>;
  /** Throws identity.signInNeeded, identity.roleTooLow or identity.scopeTooNarrow. */
  authorise(actor: Actor, route: RouteDefinition): void;
  /** Resolves when the entry is durable. The answer waits for it. */
  record(entry: AuditRecord): Promise<void>;
}
