import { kindOf, unwrap } from '@insites/kernel';
import { z } from 'zod';
import { toKebab } from './names.ts';
import type { Verb } from './verb.ts';

type Row = readonly [left: string, right: string];

const globals: readonly Row[] = [
  ['--json', 'one JSON document on stdout, errors as JSON on stderr'],
  ['--help', 'this text'],
];
const footer = `
INSITES_URL (default http://127.0.0.1:4000) is where Insites answers; INSITES_TOKEN your API token.
Without a token: insites login.
`;

/** What Insites can do, verb by verb. With a first word, the verbs that begin with it. */
export function helpOf(verbs: readonly Verb[], first?: string): string {
  const shown = first === undefined ? verbs : verbs.filter(({ words }) => words[0] === first);
  const groups = Map.groupBy(shown, ({ words }) => words[0]);
  const rows = [...groups.values()].flat().map((verb): Row => [usage(verb), verb.summary]);
  const title = first === undefined ? '<words> [values]' : `${first} …`;
  return `insites ${title} [--options]\n\n${columns([...rows, ...globals])}${footer}`;
}

/** One verb with all its options. */
export function helpOfVerb(verb: Verb): string {
  const { positional, options } = verb;
  const names = Object.keys(options.shape).filter((name) => !positional.includes(name));
  const rows = [...positional, ...names].map((name): Row => {
    const field = options.shape[name] as z.ZodType;
    return [flag(verb, name, field), describe(field)];
  });
  const about = verb.description ? `${verb.description}\n\n` : '';
  const title = `insites ${usage(verb)} [--options]\n\n${verb.summary}.\n\n`;
  return `${title}${about}${columns([...rows, ...globals])}${footer}`;
}

function usage(verb: Verb): string {
  const positions = verb.positional.map((name) => {
    const field = verb.options.shape[name] as z.ZodType;
    const shown = `${toKebab(name).toUpperCase()}${kindOf(field) === 'list' ? '…' : ''}`;
    return isNeeded(field) ? shown : `[${shown}]`;
  });
  return [...verb.words, ...positions].join(' ');
}

function flag(verb: Verb, name: string, field: z.ZodType): string {
  if (verb.positional.includes(name)) return toKebab(name).toUpperCase();
  const letter = Object.entries(verb.short).find(([, long]) => long === name)?.[0];
  const isOn = kindOf(field) === 'boolean' && field.safeParse(undefined).data === true;
  const long = `--${isOn ? 'no-' : ''}${toKebab(name)}`;
  const value = {
    boolean: '',
    number: ' N',
    list: ' A,B',
    object: ' JSON',
    text: ' TEXT',
    choice: ' WORD',
  };
  return `${letter ? `-${letter}, ` : ''}${long}${value[kindOf(field)]}`;
}

function describe(field: z.ZodType): string {
  const bare = unwrap(field);
  const fallback = field.safeParse(undefined);
  const shown = fallback.success ? fallback.data : undefined;
  return [
    field.description ?? bare.description ?? '',
    bare instanceof z.ZodEnum ? `one of ${bare.options.join(', ')}` : '',
    isNeeded(field) ? 'needed' : '',
    ['', 'undefined', 'null', 'false', 'true'].includes(String(shown)) ? '' : `default ${shown}`,
  ]
    .filter((part) => part !== '')
    .join('; ');
}

function isNeeded(field: z.ZodType): boolean {
  return !field.safeParse(undefined).success;
}

function columns(rows: readonly Row[]): string {
  const width = Math.min(40, Math.max(...rows.map(([left]) => left.length)));
  const gap = (left: string) =>
    left.length > width ? `\n${' '.repeat(width + 4)}` : ' '.repeat(width + 2 - left.length);
  return rows.map(([left, right]) => `${`  ${left}${gap(left)}${right}`.trimEnd()}\n`).join('');
}
