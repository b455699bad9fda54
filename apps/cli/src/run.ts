import { createClient } from '@insites/client';
import { errorKinds, errors, InsitesError, toProblem } from '@insites/kernel';
import { readArguments, takeGlobals } from './arguments.ts';
import { helpOf, helpOfVerb } from './help.ts';
import { nearest } from './names.ts';
import { createPrint } from './print.ts';
import type { Verb } from './verb.ts';

/** Where a run reads its settings and writes its lines; real streams, or a test's. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };
  readonly signal: AbortSignal;
  readonly version: string;
}

/** Runs one command line and answers with the exit code. */
export async function run(
  verbs: readonly Verb[],
  argv: readonly string[],
  terminal: Terminal,
): Promise<number> {
  const { flags, rest } = takeGlobals(argv);
  try {
    if (flags.version) {
      terminal.stdout.write(`insites ${terminal.version}\n`);
      return 0;
    }
    const help = flags.help || rest.length === 0 || rest[0] === 'help';
    const words = rest[0] === 'help' ? rest.slice(1) : rest;
    const verb = findVerb(verbs, words);
    if (help || !verb) {
      terminal.stdout.write(helpFor(verbs, words, verb));
      return 0;
    }
    await runVerb(verb, words.slice(verb.words.length), flags.json, terminal);
    return 0;
  } catch (thrown) {
    return tell(thrown instanceof InsitesError ? thrown : fault(thrown), flags.json, terminal);
  }
}

async function runVerb(
  verb: Verb,
  argv: readonly string[],
  json: boolean,
  terminal: Terminal,
): Promise<void> {
  const { given, input } = readArguments(verb, argv);
  const { INSITES_URL, INSITES_TOKEN } = terminal.env;
  const baseUrl = (INSITES_URL || 'http://127.0.0.1:4000').replace(/\/+$/, '');
  // Signing in and out needs nobody who is signed in, and other verbs work without, too.
  const kept = ['login', 'logout'].includes(verb.words.join(' '))
    ? null
    : await loginOf(baseUrl, terminal);
  const token = INSITES_TOKEN || kept;
  const client = createClient({ baseUrl, ...(token ? { token } : {}) });
  const print = createPrint(terminal, json);
  try {
    await verb.run({ given, input, client, print, signal: terminal.signal });
  } finally {
    print.end();
  }
}

/** What `insites login` keeps of this server. */
async function loginOf(baseUrl: string, { env }: Terminal): Promise<string | null> {
  if (env.INSITES_TOKEN) return null;
  const { accessToken } = await import('./login/oauth.ts');
  return accessToken(baseUrl, env);
}

/** The verb with the most words that the arguments begin with. */
function findVerb(verbs: readonly Verb[], words: readonly string[]): Verb | undefined {
  return verbs
    .filter((verb) => verb.words.every((word, index) => words[index] === word))
    .sort((a, b) => b.words.length - a.words.length)[0];
}

function helpFor(verbs: readonly Verb[], words: readonly string[], verb: Verb | undefined): string {
  if (verb) return helpOfVerb(verb);
  const [first] = words;
  if (first === undefined) return helpOf(verbs);
  const group = verbs.filter((candidate) => candidate.words[0] === first);
  if (group.length > 0 && words.length === 1) return helpOf(verbs, first);
  const said = words
    .filter((word) => !word.startsWith('-'))
    .slice(0, 2)
    .join(' ');
  const known = verbs.map((candidate) => candidate.words.join(' '));
  const meant = nearest(said, known) ?? nearest(first, known);
  throw errors.invalid('cli.verbUnknown', `There is no “insites ${said}”.`, {
    hint: meant ? `Did you mean: insites ${meant}?` : 'See: insites --help',
  });
}

/** Says what went wrong on stderr; the exit code of its kind. */
function tell(error: InsitesError, json: boolean, { stderr, env }: Terminal): number {
  const { exit } = errorKinds[error.kind];
  if (json) {
    stderr.write(`${JSON.stringify(toProblem(error))}\n`);
    return exit;
  }
  stderr.write(`insites: ${error.message}\n`);
  if (error.details.hint) stderr.write(`  ${error.details.hint}\n`);
  if (error.kind === 'notSignedIn' && !env.INSITES_TOKEN)
    stderr.write('  Sign in: insites login. Or put an API token into INSITES_TOKEN.\n');
  if (error.kind === 'internal' && error.cause instanceof Error)
    stderr.write(`${error.cause.stack}\n`);
  return exit;
}

/** What this program itself did not expect; the stack is for whoever repairs it. */
function fault(cause: unknown): InsitesError {
  return errors.internal('kernel.unexpected', 'Something went wrong in this program.', {
    hint: 'This is a fault of ours; please report it with these lines:',
    cause,
  });
}
