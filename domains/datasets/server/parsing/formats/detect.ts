import type { Packing } from '../archives/unpack.ts';
import { type Encoding, examineHead } from '../encoding.ts';
import { unsupported } from '../refusal.ts';
import { detectFixedWidth, type FixedLayout } from '../text/fixed-width.ts';
import type { TableFormat } from './read-table.ts';

/** What the first bytes of a file say it is. A ZIP is looked into; text may be many things. */
export type Detected =
  | { readonly kind: 'packed'; readonly packing: Exclude<Packing, 'deflate' | 'stored'> }
  | { readonly kind: 'zip' }
  | { readonly kind: 'ole' }
  | { readonly kind: 'fixed'; readonly layout: FixedLayout; readonly encoding: Encoding }
  | {
      readonly kind: 'table';
      readonly format: Exclude<TableFormat, 'xlsx' | 'ods' | 'shapefile' | 'fixed'>;
    };

/** Bytes of a file that are looked at. */
const headBytes = 512 * 1024;

const utf8Table = 'Save it as CSV, XLSX, JSON or Parquet and upload that.';
const packAgain = 'Unpack it and upload what is in it, or pack it as ZIP, gzip, bzip2 or zstd.';

/** Files that are well known and read nowhere here; each with what to do instead. */
const refused: readonly (readonly [string, string, string])[] = [
  ['fd377a585a00', 'a file packed with xz', packAgain],
  ['377abcaf271c', 'a 7-Zip archive', packAgain],
  ['526172211a07', 'a RAR archive', packAgain],
  ['04224d18', 'a file packed with LZ4', packAgain],
  ['46454131', 'a Feather file of the first version', 'Write it again as Feather 2 or Parquet.'],
  ['4f626a01', 'an Avro file', utf8Table],
  ['4f5243', 'an ORC file', utf8Table],
  ['894844460d0a1a0a', 'an HDF5 file', utf8Table],
  ['7b5c727466', 'an RTF document', utf8Table],
];

/** Null when it is text, Parquet, or something that the reader of text refuses better. */
export function detect(head: Buffer): Detected | null {
  const starts = (hexadecimal: string) =>
    head.subarray(0, hexadecimal.length / 2).toString('hex') === hexadecimal;
  const known = refused.find(([magic]) => starts(magic));
  if (known) throw unsupported(known[1], known[2]);
  if (starts('504b0304') || starts('504b0506') || starts('504b0708')) return { kind: 'zip' };
  if (starts('1f8b')) return { kind: 'packed', packing: 'gzip' };
  if (/^425a683[1-9](314159265359|177245385090)/.test(head.subarray(0, 10).toString('hex')))
    return { kind: 'packed', packing: 'bzip2' };
  if (starts('28b52ffd')) return { kind: 'packed', packing: 'zstd' };
  if (starts('d0cf11e0a1b11ae1')) return { kind: 'ole' };
  if (isBareSheet(head)) return { kind: 'table', format: 'xls' };
  if (starts('53514c69746520666f726d6174203300')) return { kind: 'table', format: 'sqlite' };
  if (starts('4152524f57310000') || isArrowStream(head)) return { kind: 'table', format: 'arrow' };
  if (head.subarray(257, 262).toString('latin1') === 'ustar')
    throw unsupported('a tar archive', packAgain);
  return detectText(head);
}

/** Sheets of Excel 2 to 4 come without the container of later ones; those of Excel 5 may. */
function isBareSheet(head: Buffer): boolean {
  if (head.length < 8) return false;
  const [record, length, version] = [
    head.readUInt16LE(0),
    head.readUInt16LE(2),
    head.readUInt16LE(4),
  ];
  return (
    (record === 0x0809 && length <= 16 && (version === 0x0500 || version === 0x0600)) ||
    ([0x0009, 0x0209, 0x0409].includes(record) &&
      [4, 6].includes(length) &&
      head.readUInt16LE(6) === 0x10)
  );
}

/** A stream of Arrow messages begins with a schema: the mark, a length, and a small flatbuffer. */
function isArrowStream(head: Buffer): boolean {
  if (head.length < 16 || head.readUInt32LE(0) !== 0xffffffff) return false;
  const length = head.readInt32LE(4);
  return length > 0 && length < 64 * 1024 * 1024 && head.readUInt32LE(8) < length;
}

function detectText(head: Buffer): Detected | null {
  const finding = examineHead(head);
  if (finding.kind !== 'text') return null;
  const { encoding } = finding;
  const sample = new TextDecoder(encoding.name).decode(head.subarray(encoding.markBytes));
  const xml = xmlFormat(sample.slice(0, 64 * 1024));
  if (xml || /^\s*[<[{]/.test(sample)) return xml;
  const layout = detectFixedWidth(sample, head.length < headBytes);
  return layout ? { kind: 'fixed', layout, encoding } : null;
}

/** By the outermost element: pages and drawings are left to be refused as such. */
export function xmlFormat(text: string): Detected | null {
  const found =
    /^\s*(?:<\?xml[^>]*\?>)?(?:\s|<!--[\s\S]*?-->|<\?[^>]*\?>|<!doctype[^>[]*(?:\[[\s\S]*?\])?[^>]*>)*<([\w.-]+:)?([\w.-]+)(?=[\s/>])[^<]*?>\s*</i.exec(
      // Blanks in great number would be tried in every way to divide them.
      text.trimStart(),
    );
  if (!found) return null;
  const name = (found[2] ?? '').toLowerCase();
  if (['html', 'svg', 'head', 'body'].includes(name)) return null;
  return { kind: 'table', format: name === 'kml' ? 'kml' : 'xml' };
}
