import { damaged, tooWide } from '../refusal.ts';
import { doubleText, numberText } from '../sheets/number-text.ts';
import type { ByteStream } from './byte-stream.ts';

// dBASE III and later, as far as shapefiles use it (ESRI Shapefile Technical Description, 1998).

export interface DbfField {
  readonly name: string;
  readonly type: string;
  readonly length: number;
}

/** A table of dBASE, at its first record. */
export interface Dbf {
  readonly records: number;
  readonly fields: readonly DbfField[];
  readonly recordBytes: number;
  readonly encoding: string | null;
}

export interface DbfRecord {
  readonly deleted: boolean;
  readonly values: readonly (string | null)[];
  /** As it stands in the file. */
  readonly text: string;
}

const codePages: Readonly<Record<number, string>> = {
  3: 'windows-1252', 87: 'windows-1252', 88: 'windows-1252', 89: 'windows-1252',
  200: 'windows-1250', 201: 'windows-1251', 202: 'windows-1254', 203: 'windows-1253',
  38: 'ibm866', 101: 'ibm866', 77: 'gbk', 78: 'euc-kr', 79: 'big5', 19: 'shift_jis', 123: 'shift_jis',
}; // biome-ignore format: a list

/** Reads up to the first record. `declared`: what the file beside it says of its encoding. */
export async function openDbf(
  stream: ByteStream,
  declared: string | null,
  widthAtMost: number,
): Promise<Dbf> {
  const head = await stream.take(32);
  if (head.length < 32) throw damaged('its table of attributes (.dbf) is cut off');
  const headBytes = head.readUInt16LE(8);
  const recordBytes = head.readUInt16LE(10);
  if (headBytes < 33) throw damaged('its table of attributes (.dbf) has a wrong header');
  const descriptors = await stream.take(headBytes - 32);
  const fields: DbfField[] = [];
  for (let at = 0; at + 32 <= descriptors.length && descriptors[at] !== 0x0d; at += 32) {
    const [name = ''] = descriptors.toString('latin1', at, at + 11).split('\0');
    const type = String.fromCharCode(descriptors[at + 11] ?? 0);
    fields.push({ name: name.trim(), type, length: descriptors[at + 16] ?? 0 });
  }
  const bytes = fields.reduce((sum, { length }) => sum + length, 1);
  if (fields.length > widthAtMost) throw tooWide(fields.length);
  if (fields.length === 0 || bytes > recordBytes)
    throw damaged('its table of attributes (.dbf) has a wrong header');
  return {
    records: head.readUInt32LE(4),
    fields,
    recordBytes,
    encoding: encodingName(declared) ?? codePages[head[29] ?? 0] ?? null,
  };
}

/** The next record; null at the end. */
export async function nextDbf(stream: ByteStream, dbf: Dbf): Promise<DbfRecord | null> {
  const bytes = await stream.take(dbf.recordBytes);
  if (bytes.length < dbf.recordBytes || bytes[0] === 0x1a) return null;
  const decode = decoderFor(dbf.encoding);
  let at = 1;
  const values = dbf.fields.map((field) => {
    const part = bytes.subarray(at, at + field.length);
    at += field.length;
    return fieldValue(field.type, part, decode);
  });
  return { deleted: bytes[0] === 0x2a, values, text: decode(bytes.subarray(1)).slice(0, 2_000) };
}

function fieldValue(type: string, bytes: Buffer, decode: (bytes: Buffer) => string): string | null {
  if (type === 'I' && bytes.length === 4) return String(bytes.readInt32LE(0));
  if ((type === 'O' || type === 'B') && bytes.length === 8)
    return doubleText(bytes.readDoubleLE(0));
  const text = decode(bytes).replaceAll('\0', '').trimEnd();
  const bare = text.trim();
  if (bare === '') return null;
  switch (type) {
    case 'N':
    case 'F':
      // Stars fill a field whose number did not fit, or has none.
      return /^\*+$/.test(bare) ? null : (numberText(bare) ?? bare);
    case 'D':
      if (/^0+$/.test(bare)) return null;
      return /^\d{8}$/.test(bare)
        ? `${bare.slice(0, 4)}-${bare.slice(4, 6)}-${bare.slice(6)}`
        : bare;
    case 'L':
      if (bare === '?') return null;
      return /^[yt]$/i.test(bare) ? 'true' : /^[nf]$/i.test(bare) ? 'false' : bare;
    default:
      return text;
  }
}

function decoderFor(encoding: string | null): (bytes: Buffer) => string {
  if (encoding !== null) {
    const decoder = new TextDecoder(encoding);
    return (bytes) => decoder.decode(bytes);
  }
  const strict = new TextDecoder('utf-8', { fatal: true });
  const western = new TextDecoder('windows-1252');
  return (bytes) => {
    try {
      return strict.decode(bytes);
    } catch {
      return western.decode(bytes);
    }
  };
}

function encodingName(declared: string | null): string | null {
  if (declared === null || declared.trim() === '') return null;
  const bare = declared.trim().replace(/^(ansi|cp|oem)[ _-]?/i, '');
  for (const name of [
    bare,
    `windows-${bare}`,
    `iso-${bare
      .replace(/^iso[ _-]?/i, '')
      .replace(/^8859/, '8859-')
      .replace('--', '-')}`,
  ])
    try {
      return new TextDecoder(name).encoding;
    } catch {
      // Not a name of an encoding.
    }
  return null;
}
