import type { z } from 'zod';
import type { Client } from './client.ts';

/** How a verb of the command line speaks: to people by default, to programs with `--json`. */
export interface CliPrint {
  /** True with `--json`: one JSON document on stdout and nothing else there. */
  readonly json: boolean;
  /**
   * The answer, on stdout: a table of a list (or of an object whose `items` is one), name and value
   * of an object; with `--json` the document as it is. Call it once.
   */
  answer(value: unknown, columns?: readonly string[]): void;
  /** A sentence for people, on stderr; silent with `--json`. */
  say(text: string): void;
  /** How far it is, on stderr: a bar that stays in its line on a terminal, else a line each ten per cent. Silent with `--json`. */
  progress(state: {
    readonly step: string;
    readonly done: number;
    /** Null while unknown. */
    readonly total: number | null;
    readonly unit: string;
  }): void;
  /** Bytes to the file, or to stdout without one or with `-`. Resolves with their number when all are written. */
  bytes(response: Response, file?: string): Promise<number>;
}

/** What a verb gets. */
export interface CliCall<O extends z.ZodObject = z.ZodObject> {
  readonly input: z.output<O>;
  readonly client: Client;
  readonly print: CliPrint;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

/** A verb that is more than one route, e.g. `insites datasets import FILE`. Lives in a domain's `cli` room. */
export interface CliVerb<O extends z.ZodObject = z.ZodObject> {
  /** The words after `insites`. */
  readonly words: readonly string[];
  /** One plain sentence without full stop. */
  readonly summary: string;
  /** Every option with its description; camelCase fields become `--kebab-case` flags. */
  readonly options: O;
  /** Fields given by position, in order. */
  readonly positional: readonly string[];
  /** One-letter flags, e.g. `{ o: 'output' }`. */
  readonly short?: Readonly<Record<string, string>>;
  run(call: CliCall<O>): Promise<void>;
}

/** Declares a verb with the types of its options. */
export function cliVerb<O extends z.ZodObject>(verb: CliVerb<O>): CliVerb {
  return verb as unknown as CliVerb;
}
