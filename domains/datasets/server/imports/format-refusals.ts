import { errors, type InsitesError } from '@insites/kernel';
import type { PartKind, Why } from '../parsing/refusal.ts';
import { refusals } from './refusals.ts';

/** Why a reader of a format refused, in words for the person who brought the file. */
export function asRefusal(file: string, why: Why): InsitesError {
  switch (why.kind) {
    case 'damaged':
      return refusals.damaged(file, why.reason);
    case 'unsafe':
      return errors.invalid('datasets.fileUnsafe', `“${file}” is refused: ${why.reason}.`, {
        hint: 'If it came from somebody else, be careful with it. Else export it again from where it comes from.',
      });
    case 'locked':
      return errors.invalid('datasets.fileLocked', `“${file}” is protected by a password.`, {
        hint: 'Save it without a password and upload that.',
      });
    case 'unsupported':
      return errors.invalid(
        'datasets.formatUnknown',
        `“${file}” is ${why.what}; it is not read here.`,
        {
          hint: why.hint,
        },
      );
    case 'tooWide':
      return refusals.tooWide(file, why.width);
    case 'tooLong':
      return errors.invalid(
        'datasets.lineTooLong',
        `“${file}” has more than 8 MiB in ${why.where}; no row of a table has.`,
        { hint: 'Take that content out of the table, or check how the file was made.' },
      );
    case 'empty':
      return errors.invalid('datasets.noRows', `“${file}” has ${why.what}.`, {
        hint: 'Open the file and compare it with what you expect.',
      });
    case 'choose':
      return mustChoose(file, why);
  }
}

const plurals: Readonly<Record<PartKind, string>> = {
  sheet: 'sheets with tables',
  table: 'tables',
  member: 'files',
};

function mustChoose(file: string, why: Extract<Why, { kind: 'choose' }>): InsitesError {
  const { part, asked, choices } = why;
  const listed = choices.slice(0, 12).map(({ name, what }) => `“${name}” (${what})`);
  const more = choices.length > listed.length ? ` and ${choices.length - listed.length} more` : '';
  const found = `${choices.length} ${plurals[part]}: ${listed.join(', ')}${more}`;
  const example = (choices[0]?.name ?? '').replaceAll('"', '');
  return errors.invalid(
    'datasets.choiceNeeded',
    asked === null
      ? `“${file}” holds ${found}. Each becomes a dataset of its own.`
      : `“${file}” has no ${part} “${asked}”. It holds ${found}.`,
    {
      hint: `Say which one: --${part} "${example}" on the command line, or "${part}" in the request.`,
      fields: choices.map(({ name, what }) => ({ path: `${part}:${name}`, message: what })),
    },
  );
}
