import type { Dialect } from '../parsing/dialect.ts';
import type { Encoding } from '../parsing/encoding.ts';
import type { ScanInput } from '../parsing/scan-result.ts';

export const scanModule = new URL('../parsing/scan.ts', import.meta.url);

/** What the scanner is to look for in a file; null when the engine could not read it as it is in any case. */
export function scanInputOf(
  { path, bytes }: Pick<ScanInput, 'path' | 'bytes'>,
  { name, markBytes }: Encoding,
  { preamble, delimiter, header, width }: Dialect,
): ScanInput | null {
  if (name !== 'utf-8' || preamble !== 0) return null;
  return { path, bytes, markBytes, delimiter, header, width };
}
