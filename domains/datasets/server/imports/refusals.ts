import { errors, type InsitesError } from '@insites/kernel';

/** Why a file cannot become a dataset, in words for the person who brought it. */
export const refusals = {
  empty: (file: string): InsitesError =>
    errors.invalid('datasets.fileEmpty', `“${file}” is empty: it has no bytes.`, {
      hint: 'Export it again from where it comes from and look at its size before you upload it.',
    }),
  blank: (file: string): InsitesError =>
    errors.invalid('datasets.fileEmpty', `“${file}” holds nothing but blanks and line ends.`, {
      hint: 'Export it again from where it comes from and look into it before you upload it.',
    }),
  binary: (file: string, reason: string): InsitesError =>
    errors.invalid('datasets.fileBinary', `“${file}” is not a text table: ${reason}.`, {
      hint: 'Save it as CSV, XLSX, JSON or Parquet and upload that. Its name does not decide what it is.',
    }),
  markup: (file: string): InsitesError =>
    errors.invalid('datasets.formatUnknown', `“${file}” is a web page or a drawing, not a table.`, {
      hint: 'A portal that asks you to sign in gives a page for a file: open it, and download again. Else save it as CSV, JSON or Parquet.',
    }),
  tooLong: (file: string, line: number): InsitesError =>
    errors.invalid(
      'datasets.lineTooLong',
      `Line ${line.toLocaleString('en')} of “${file}” is longer than 8 MiB; no row of a table is.`,
      {
        hint: 'Check whether the line ends were lost, or whether a quote is opened and never closed.',
      },
    ),
  tooWide: (file: string, width: number): InsitesError =>
    errors.invalid(
      'datasets.tooManyColumns',
      `“${file}” has ${width.toLocaleString('en')} columns; a dataset can have ${widthAtMost.toLocaleString('en')}.`,
      { hint: 'Check the delimiter, or turn the table so that what repeats becomes rows.' },
    ),
  noRows: (
    file: string,
    { rejected, header }: { readonly rejected: number; readonly header: number },
  ): InsitesError =>
    errors.invalid(
      'datasets.noRows',
      rejected > 0
        ? `None of the ${rejected.toLocaleString('en')} rows of “${file}” could be read.`
        : `“${file}” has ${header > 0 ? 'a header and ' : ''}no rows with anything in them.`,
      { hint: 'Open the file in a text editor and compare its first lines with what you expect.' },
    ),
  damaged: (file: string, reason: string, cause?: unknown): InsitesError =>
    errors.invalid('datasets.fileDamaged', `“${file}” is cut off or damaged: ${reason}.`, {
      hint: 'Upload it again from where it comes from.',
      ...(cause === undefined ? {} : { cause }),
    }),
  compression: (file: string, codec: string): InsitesError =>
    errors.invalid(
      'datasets.compressionRefused',
      `“${file}” is compressed with ${codec}, which is not read here because crafted files can break its decoder.`,
      { hint: 'Write the Parquet file with zstd, snappy or gzip.' },
    ),
  unsure: (file: string, ways: readonly [string, string]): InsitesError =>
    errors.invalid(
      'datasets.dialectUnsure',
      `“${file}” can be read in two ways. Which is right?\n1: ${ways[0]}\n2: ${ways[1]}`,
      {
        hint: 'Say --dialect 1 or --dialect 2 on the command line, or "dialect" in the request. The answer is remembered for the next file.',
        fields: ways.map((message, index) => ({ path: `dialect:${index + 1}`, message })),
      },
    ),
  unaccounted: (file: string, records: number, accounted: number): InsitesError =>
    errors.internal(
      'datasets.rowsUnaccounted',
      `Of ${records.toLocaleString('en')} records of “${file}” only ${accounted.toLocaleString('en')} are accounted for, so nothing was published.`,
      {
        hint: 'Tell us about this file: it is a fault of ours. The file itself is kept as it came.',
      },
    ),
} as const;

/** Columns a dataset can have. */
export const widthAtMost = 4_096;
