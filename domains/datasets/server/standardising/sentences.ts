import type { SemanticType } from '../../contract/index.ts';
import type { ColumnRow, VersionRow } from '../versions/store.ts';

/** What was understood of a file, as sentences for people. */
export function understoodSentences(
  { recipe, conservation }: VersionRow,
  columns: readonly ColumnRow[],
): string[] {
  const sentences: string[] = [];
  if (recipe) sentences.push(howRead(recipe));
  if (recipe?.packing?.length) sentences.push(`It was packed: ${recipe.packing.join(', ')}.`);
  const part = recipe?.part && Object.values(recipe.part).filter((name) => name !== undefined);
  if (part?.length) sentences.push(`Of several tables, this is “${part.join(' / ')}”.`);
  if (conservation) sentences.push(conservation.sentence);
  sentences.push(...(recipe?.notes ?? []));
  const known = columns.filter(({ meaning }) => meaning && !plain.has(meaning.best.type));
  if (columns.some(({ meaning }) => meaning))
    sentences.push(
      `${known.length.toLocaleString('en')} of ${columns.length.toLocaleString('en')} columns have a meaning that we know.`,
    );
  const missing = columns.filter(({ meaning }) => meaning && meaning.missing.length > 0).length;
  if (missing > 0)
    sentences.push(
      `${missing.toLocaleString('en')} ${missing === 1 ? 'column has' : 'columns have'} values that seem to stand for “missing”. They stay until you say so.`,
    );
  return sentences;
}

const plain = new Set<SemanticType>(['text', 'number']);
const delimiters: Readonly<Record<string, string>> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'bars',
  ' ': 'spaces',
};

function howRead(recipe: NonNullable<VersionRow['recipe']>): string {
  const { format, delimiter, encoding, header, skippedLines } = recipe;
  const parted =
    delimiter === null ? '' : `, its fields parted by ${delimiters[delimiter] ?? `“${delimiter}”`}`;
  const coded = encoding === null ? '' : `, in ${encoding.split(':')[0]}`;
  const names =
    header === null
      ? ''
      : header
        ? ' The first row of the table names the columns.'
        : ' No row names the columns.';
  const above =
    skippedLines > 0
      ? ` ${skippedLines.toLocaleString('en')} ${skippedLines === 1 ? 'line stands' : 'lines stand'} above the table.`
      : '';
  return `The file was read as ${format}${parted}${coded}.${names}${above}`;
}
