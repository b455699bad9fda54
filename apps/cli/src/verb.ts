import type { CliCall, CliVerb } from '@insites/client';
import type { z } from 'zod';
import type { Print } from './print.ts';

/** A verb as the command line runs it, whether it comes from a route, a domain's cli room or from here. */
export interface Verb<O extends z.ZodObject = z.ZodObject> {
  readonly words: readonly string[];
  readonly summary: string;
  readonly description?: string;
  readonly options: O;
  readonly positional: readonly string[];
  readonly short: Readonly<Record<string, string>>;
  run(call: VerbCall<O>): Promise<void>;
}

export interface VerbCall<O extends z.ZodObject = z.ZodObject> extends CliCall<O> {
  /** The values as they were given, typed but without defaults and transforms. */
  readonly given: Readonly<Record<string, unknown>>;
  readonly print: Print;
}

/** A verb of this app, with the types of its options. */
export function ownVerb<O extends z.ZodObject>(verb: Verb<O>): Verb {
  return verb as unknown as Verb;
}

/** A verb of a domain's cli room. */
export function fromRoom(verb: CliVerb): Verb {
  return { ...verb, short: verb.short ?? {}, run: (call) => verb.run(call) };
}
