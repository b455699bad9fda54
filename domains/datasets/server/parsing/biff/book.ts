import { damaged, Refusal, unsupported } from '../refusal.ts';
import { cleanText } from '../sheets/number-cell.ts';
import { type FormatKind, formatKind } from '../sheets/number-text.ts';
import type { TextStore } from '../sheets/text-store.ts';
import { codePageName, TextReader } from './biff-text.ts';
import type { ByteSource } from './compound-file.ts';
import { is, RecordReader } from './records.ts';

/** What the first part of a workbook says of all its sheets. */
export interface BiffBook {
  readonly source: ByteSource;
  /** Texts are of Excel 97 or later, not of one byte a character. */
  readonly modern: boolean;
  readonly decoder: InstanceType<typeof TextDecoder>;
  readonly from1904: boolean;
  readonly styles: readonly FormatKind[];
  readonly texts: TextStore;
  readonly sheets: readonly {
    readonly name: string;
    readonly hidden: boolean;
    readonly position: number;
  }[];
}

/** Reads the globals of a workbook; a sheet of Excel 5 without any is a book of one. */
export function readBook(source: ByteSource, texts: TextStore): BiffBook {
  const records = new RecordReader(source);
  const first = records.next();
  if (first?.type !== is.bof || first.data.length < 4)
    throw unsupported(
      'a sheet of Excel from before 1993',
      'Open it in LibreOffice or Excel, save it as XLSX and upload that.',
    );
  const modern = first.data.readUInt16LE(0) >= 0x0600;
  const isBook = first.data.readUInt16LE(2) === 0x0005;
  let decoder = new TextDecoder('windows-1252');
  let from1904 = false;
  const codes = new Map<number, string>();
  const styles: number[] = [];
  const sheets: { name: string; hidden: boolean; position: number }[] = [];
  for (;;) {
    const record = isBook ? records.next() : null;
    if (!record || record.type === is.eof) break;
    const { type, data } = record;
    if (type === is.password) throw new Refusal({ kind: 'locked' });
    if (type === is.codePage) decoder = new TextDecoder(codePageName(data.readUInt16LE(0)));
    else if (type === is.dateMode) from1904 = data.readUInt16LE(0) === 1;
    else if (type === is.style) styles.push(data.readUInt16LE(2));
    else if (type === is.format) {
      const text = new TextReader(records, data, 2);
      codes.set(data.readUInt16LE(0), modern ? text.text() : text.bytes(1, decoder));
    } else if (type === is.sheet && data[5] === 0) {
      const text = new TextReader(records, data, 6);
      sheets.push({
        name: modern ? text.text(1) : text.bytes(1, decoder),
        hidden: (data[4] ?? 0) !== 0,
        position: data.readUInt32LE(0),
      });
    } else if (type === is.texts) {
      const text = new TextReader(records, data, 8);
      while (text.more()) texts.add(cleanText(text.text()));
    }
  }
  if (!isBook) sheets.push({ name: 'Sheet1', hidden: false, position: 0 });
  if (sheets.length === 0) throw damaged('it has no sheets');
  return {
    source,
    modern,
    decoder,
    from1904,
    texts,
    sheets,
    styles: styles.map((id) => formatKind(id, codes.get(id))),
  };
}
