import type { Random } from '../../semantics/labelled/random.ts';
import type { Marks } from '../read-record.ts';

/** How a table is written out. */
export interface Writing extends Marks {
  readonly newline: '\n' | '\r\n' | '\r';
  /** Which fields are quoted: only those that must be, all, all text, or none whatever they hold. */
  readonly quoting: 'minimal' | 'all' | 'text';
}

/** A field as it is written; `quote` off leaves it bare. */
export function writtenField(
  field: string,
  { delimiter, quote, escaping, quoting }: Writing,
): string {
  const isNumber = /^-?[\d.]+$/.test(field);
  const must =
    field.includes(delimiter) ||
    /[\r\n]/.test(field) ||
    (quote !== '' && escaping !== 'none' && field.includes(quote)) ||
    (escaping === 'none' && field.startsWith(quote)) ||
    (delimiter.trim() === '' && field === '' && delimiter === ' ');
  if (
    quote === '' ||
    !(must || quoting === 'all' || (quoting === 'text' && !isNumber && field !== ''))
  )
    return escaping === 'backslash' ? field.replaceAll('\\', '\\\\') : field;
  if (escaping === 'none') return `${quote}${field}${quote}`;
  const inside =
    escaping === 'backslash'
      ? field.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`)
      : field.replaceAll(quote, quote + quote);
  return `${quote}${inside}${quote}`;
}

export function writtenRow(row: readonly string[], writing: Writing): string {
  return row.map((field) => writtenField(field, writing)).join(writing.delimiter);
}

/** A way of writing, as often as files are found so. */
export function someWriting(random: Random): Writing {
  const delimiter = random.pick([
    ...Array<string>(64).fill(','),
    ...Array<string>(20).fill(';'),
    ...Array<string>(20).fill('\t'),
    ...Array<string>(9).fill('|'),
    ' ',
    ' ',
    ':',
    '^',
    '~',
    ', ',
    ', ',
    '; ',
    '||',
    '::',
    '\t\t',
    '\\t',
    ' | ',
    '~|~',
    '#',
    '*',
    '@',
    '&',
    '/',
    '\x01',
    '=',
  ]);
  const quote = random.whole(0, 6) === 0 ? "'" : '"';
  const escaping = random.pick([
    'doubled',
    'doubled',
    'doubled',
    'doubled',
    'doubled',
    'doubled',
    'backslash',
    'none',
  ] as const);
  const newline = random.pick(['\n', '\r\n', '\r\n', '\n', '\n', '\r'] as const);
  const quoting = random.pick(['minimal', 'minimal', 'minimal', 'text', 'all'] as const);
  return { delimiter, quote, escaping, newline, quoting };
}
