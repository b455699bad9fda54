import type { Dialect } from '../parsing/dialect.ts';
import type { Encoding } from '../parsing/encoding.ts';
import type { ScanInput } from '../parsing/scan-result.ts';

export const scanModule = new URL('../parsing/scan.ts', import.meta.url);

/** What the scanner is to look for in a file; null when the engine could not read it as it is in any case. */
export function scanInputOf(
  { path, bytes }: Pick<ScanInput, 'path' | 'bytes'>,
  { name, markBytes }: Encoding,
  dialect: Dialect,
): ScanInput | null {
  if (name !== 'utf-8' || !isPlain(dialect)) return null;
  const { delimiter, header, width } = dialect;
  return { path, bytes, markBytes, delimiter, header, width };
}

/** Whether the engine could read a text of this dialect as it is. */
function isPlain(dialect: Dialect): boolean {
  const { delimiter, quote, escaping, preamble, headerRows, units, comment, endsEarly, width } =
    dialect;
  return (
    delimiter.length <= 1 &&
    delimiter.charCodeAt(0) !== 32 &&
    (width === 1 || delimiter !== '') &&
    quote === '"' &&
    escaping === 'doubled' &&
    preamble === 0 &&
    headerRows <= 1 &&
    units === null &&
    comment === null &&
    !endsEarly
  );
}
