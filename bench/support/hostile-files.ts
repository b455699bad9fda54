import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { odsOf, parquetOf, rowsXml, xlsxOf, zipOf } from '@insites/testing';

/** A file that means harm, and the code it must be refused with. */
export interface HostileFile {
  readonly what: string;
  readonly name: string;
  readonly code: string;
  write(path: string): Promise<void>;
}

const unsafe = 'datasets.fileUnsafe';
const mebibyte = 1024 * 1024;
const outside = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>';
const laughs = `<!DOCTYPE a [<!ENTITY l0 "ha">${Array.from({ length: 9 }, (_, index) => `<!ENTITY l${index + 1} "${`&l${index};`.repeat(10)}">`).join('')}]>`;
const document = (type: string) => `<?xml version="1.0"?>${type}<a><b>&x;</b><b>&l9;</b></a>`;

/** What the list of hostile files names, each as large as it has to be. */
export const hostileFiles: readonly HostileFile[] = [
  file('ZIP that unpacks to 1 GiB', 'a.zip', unsafe, () =>
    zipOf([{ name: 'a.csv', content: zeros() }]),
  ),
  file('ZIP that says it unpacks to 100 bytes', 'a.zip', unsafe, () =>
    zipOf([{ name: 'a.csv', content: zeros(), says: 100 }]),
  ),
  file('gzip that unpacks to 1 GiB', 'a.gz', unsafe, () => gzipSync(zeros())),
  file('zstd that unpacks to 1 GiB', 'a.zst', unsafe, () => zstdCompressSync(zeros())),
  file('gzip in gzip in gzip', 'a.gz', unsafe, () => {
    let bytes: Buffer = Buffer.from('a,b\n1,2\n');
    for (let layer = 0; layer < 50; layer += 1) bytes = gzipSync(bytes);
    return bytes;
  }),
  file('members that share their bytes', 'a.zip', unsafe, () =>
    zipOf(
      ['a.csv', 'b.csv'].map((name) => ({ name, content: 'a,b\n1,2\n' })),
      { overlap: true },
    ),
  ),
  file('name that climbs out of the archive', 'a.zip', unsafe, () =>
    zipOf([{ name: '../../etc/x.csv', content: 'a,b\n1,2\n' }]),
  ),
  file('entity that reads a file', 'a.xml', unsafe, () => document(outside)),
  file('a billion laughs', 'a.xml', unsafe, () => document(laughs)),
  file('a billion laughs in a workbook', 'a.xlsx', unsafe, () =>
    xlsxOf({
      sheets: [{ name: 'S', xml: rowsXml([['a'], ['b']]) }],
      rawTexts: `${laughs}<sst><si><t>&l9;</t></si></sst>`,
    }),
  ),
  file('shared texts within shared texts', 'a.xlsx', unsafe, () =>
    xlsxOf({
      sheets: [{ name: 'S', xml: rowsXml([['a'], ['b']]) }],
      rawTexts: `<sst>${'<si><t>'.repeat(50_000)}${'</t></si>'.repeat(50_000)}</sst>`,
    }),
  ),
  file('sheet that repeats its rows without end', 'a.ods', unsafe, () =>
    odsOf(
      '<table:table table:name="S"><table:table-row table:number-rows-repeated="1000000"><table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="4000"/></table:table-row></table:table>',
    ),
  ),
  file('a million columns as text', 'a.csv', 'datasets.tooManyColumns', () => {
    const line = Array.from({ length: 1_000_000 }, (_, column) => `c${column}`).join(',');
    return `${line}\n${line}\n`;
  }),
  file('a million columns in a workbook', 'a.xlsx', 'datasets.tooManyColumns', () =>
    xlsxOf({
      sheets: [{ name: 'S', xml: `<row r="1">${'<c><v>1</v></c>'.repeat(1_000_000)}</row>` }],
    }),
  ),
  {
    what: 'a cell of 1 GiB',
    name: 'a.csv',
    code: 'datasets.lineTooLong',
    write: async (path) => {
      const target = createWriteStream(path);
      target.write('a,b\n1,"');
      const piece = Buffer.alloc(mebibyte, 'x');
      for (let written = 0; written < 1024; written += 1)
        if (!target.write(piece)) await once(target, 'drain');
      target.end('"\n2,3\n');
      await once(target, 'close');
    },
  },
  {
    what: 'Parquet packed with Brotli',
    name: 'a.parquet',
    code: 'datasets.compressionRefused',
    write: async (path) =>
      writeWhole(path, await parquetOf('SELECT 1 AS a', ', COMPRESSION brotli')),
  },
];

function file(what: string, name: string, code: string, make: () => Buffer | string): HostileFile {
  return { what, name, code, write: (path) => writeWhole(path, make()) };
}

async function writeWhole(path: string, content: Buffer | string): Promise<void> {
  const target = createWriteStream(path);
  target.end(content);
  await once(target, 'close');
}

const zeros = () => Buffer.alloc(1024 * mebibyte, '0,0\n');
