import { errors, fromText, kindOf } from '@insites/kernel';
import type { z } from 'zod';
import { nearest, toKebab } from './names.ts';
import type { Verb } from './verb.ts';

/** Flags that every verb takes. */
export interface GlobalFlags {
  readonly json: boolean;
  readonly help: boolean;
  readonly version: boolean;
}

/** Takes the flags that every verb has out of the arguments, wherever they stand before `--`. */
export function takeGlobals(argv: readonly string[]): {
  flags: GlobalFlags;
  rest: readonly string[];
} {
  const end = argv.indexOf('--');
  const before = end < 0 ? argv : argv.slice(0, end);
  const has = (...names: string[]) => names.some((name) => before.includes(name));
  const flags = {
    json: has('--json'),
    help: has('--help', '-h'),
    // Behind the words of a verb it names a version of something.
    version: before.find((argument) => argument !== '--json') === '--version',
  };
  const global = ['--json', '--help', '-h', ...(flags.version ? ['--version'] : [])];
  const kept = before.filter((argument) => !global.includes(argument));
  return { flags, rest: end < 0 ? kept : [...kept, ...argv.slice(end)] };
}

/**
 * The arguments after a verb's words as typed values: `--field value`, `--field=value`, `--flag`,
 * `--no-flag`, one-letter flags, positions. Lists are repeated or separated by commas; an empty
 * value of a field that may be null is null.
 * @throws cli.argumentsWrong naming what is unknown, lacks a value or does not fit.
 */
export function readArguments(
  verb: Verb,
  argv: readonly string[],
): { given: Record<string, unknown>; input: Record<string, unknown> } {
  const texts = readTexts(verb, argv);
  const given = typed(verb.options, texts);
  const parsed = verb.options.safeParse(given);
  if (parsed.success) return { given, input: parsed.data };
  const fields = parsed.error.issues.map(({ path, message }) => {
    const name = String(path[0] ?? '');
    const shown = verb.positional.includes(name) ? name.toUpperCase() : `--${toKebab(name)}`;
    return { path: shown, message: name in given ? message : 'is needed' };
  });
  throw wrong(verb, fields.map(({ path, message }) => `${path}: ${message}`).join('; '), fields);
}

type Texts = Record<string, string[]>;

function readTexts(verb: Verb, argv: readonly string[]): Texts {
  const texts: Texts = {};
  const positions: string[] = [];
  for (let at = 0; at < argv.length; at += 1) {
    const argument = argv[at] ?? '';
    if (argument === '--') {
      positions.push(...argv.slice(at + 1));
      break;
    }
    if (!argument.startsWith('-') || argument === '-') {
      positions.push(argument);
      continue;
    }
    const flag = readFlag(verb, argument);
    if (flag.value === undefined) at += 1;
    const value = flag.value ?? argv[at];
    if (value === undefined) throw wrong(verb, `${argument} needs a value`);
    texts[flag.name] = [...(texts[flag.name] ?? []), value];
  }
  return placePositions(verb, texts, positions);
}

/** Which field a flag means, and its value when that stands in the same word. */
function readFlag(verb: Verb, argument: string): { name: string; value?: string } {
  const equals = argument.indexOf('=');
  const flag = equals < 0 ? argument : argument.slice(0, equals);
  const attached = equals < 0 ? undefined : argument.slice(equals + 1);
  const names = Object.keys(verb.options.shape);
  const name = flag.startsWith('--')
    ? names.find((candidate) => `--${toKebab(candidate)}` === flag)
    : verb.short[flag.slice(1)];
  if (name !== undefined) {
    if (attached !== undefined) return { name, value: attached };
    return isBoolean(verb, name) ? { name, value: 'true' } : { name };
  }
  const denied = names.find((candidate) => `--no-${toKebab(candidate)}` === flag);
  if (denied !== undefined && isBoolean(verb, denied)) return { name: denied, value: 'false' };
  const meant = nearest(
    flag,
    names.map((candidate) => `--${toKebab(candidate)}`),
  );
  throw wrong(verb, `${flag} is not known here${meant ? `; did you mean ${meant}?` : ''}`);
}

function placePositions(verb: Verb, texts: Texts, positions: readonly string[]): Texts {
  const placed = { ...texts };
  verb.positional.forEach((name, index) => {
    const isList = kindOf(verb.options.shape[name] as z.ZodType) === 'list';
    const mine = isList ? positions.slice(index) : positions.slice(index, index + 1);
    if (mine.length > 0) placed[name] = [...mine];
  });
  const last = verb.positional.at(-1);
  const takesAll = last !== undefined && kindOf(verb.options.shape[last] as z.ZodType) === 'list';
  const surplus = positions[verb.positional.length];
  if (surplus !== undefined && !takesAll) throw wrong(verb, `“${surplus}” is one word too many`);
  return placed;
}

function typed(options: z.ZodObject, texts: Texts): Record<string, unknown> {
  const values = fromText(options, texts);
  for (const [name, [text]] of Object.entries(texts)) {
    const field = options.shape[name] as z.ZodType;
    if (text === '' && field.safeParse(null).success) values[name] = null;
    else if (kindOf(field) === 'object' && text !== undefined) values[name] = asJson(text);
  }
  return values;
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function isBoolean(verb: Verb, name: string): boolean {
  return kindOf(verb.options.shape[name] as z.ZodType) === 'boolean';
}

function wrong(
  verb: Verb,
  message: string,
  fields?: readonly { path: string; message: string }[],
): Error {
  return errors.invalid('cli.argumentsWrong', `${message}.`, {
    hint: `See: insites ${verb.words.join(' ')} --help`,
    ...(fields ? { fields } : {}),
  });
}
