import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { runInChild } from '@insites/platform';
import { odsOf, rowsXml, temporaryHome, xlsxOf, zipOf } from '@insites/testing';
import { Int32, Table, tableToIPC, vectorFromArray } from 'apache-arrow';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { detect } from '../server/parsing/formats/detect.ts';
import { run } from '../server/parsing/formats/run.ts';
import { Refusal } from '../server/parsing/refusal.ts';
import { type House, startHouse, stockOf } from './house.ts';
import { shapefileOf } from './shape-files.ts';
import { numbers, xlsOf } from './xls-files.ts';

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.stop());

/** Refused within seconds, with nothing left behind. */
async function refused(name: string, content: Buffer | string) {
  const before = await stockOf(house);
  const started = performance.now();
  const { job } = await house.city.import(name, content);
  expect(job.state).toBe('failed');
  expect(performance.now() - started).toBeLessThan(15_000);
  const after = await stockOf(house);
  expect({ ...after, objects: 0, blobs: 0 }).toEqual({ ...before, objects: 0, blobs: 0 });
  return job.error;
}

/** More than may come out of any small file. */
const zeros = Buffer.alloc(100 * 1024 * 1024, '0,0\n');

describe('files that unpack to more than they are', () => {
  const bombs: readonly (readonly [string, () => Buffer])[] = [
    ['gzip', () => gzipSync(zeros)],
    ['zstd', () => zstdCompressSync(zeros)],
    ['zip', () => zipOf([{ name: 'a.csv', content: zeros }])],
    ['zip that says otherwise', () => zipOf([{ name: 'a.csv', content: zeros, says: 100 }])],
  ];

  it.for(bombs)('%s', { timeout: 60_000 }, async ([, make]) => {
    expect(await refused('data.csv', make())).toMatchObject({
      code: 'datasets.fileUnsafe',
      message: expect.stringContaining('more than 250 times its size'),
    });
  });

  it('members that share their bytes', async () => {
    const members = ['a.csv', 'b.csv', 'c.csv'].map((name) => ({ name, content: 'a,b\n1,2\n' }));
    expect(await refused('a.zip', zipOf(members, { overlap: true }))).toMatchObject({
      code: 'datasets.fileUnsafe',
      message: expect.stringContaining('share the same bytes'),
    });
  });

  it('packed over and over, as one that holds itself is', async () => {
    let bytes: Buffer = Buffer.from('a,b\n1,2\n');
    for (let layer = 0; layer < 5; layer += 1) bytes = gzipSync(bytes);
    expect(await refused('a.gz', bytes)).toMatchObject({
      code: 'datasets.fileUnsafe',
      message: expect.stringContaining('packed more than 3 times'),
    });
  });

  it('a spreadsheet that repeats a row without end, or one text in every cell', async () => {
    const cell =
      '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="4000"/>';
    const rows = `<table:table table:name="S"><table:table-row table:number-rows-repeated="1000000">${cell}</table:table-row></table:table>`;
    expect((await refused('a.ods', odsOf(rows)))?.code).toBe('datasets.fileUnsafe');
    const many = '<row><c t="s"><v>0</v></c></row>'.repeat(20_000);
    const book = xlsxOf({ sheets: [{ name: 'S', xml: many }], texts: ['x'.repeat(100_000)] });
    expect((await refused('a.xlsx', book))?.code).toBe('datasets.fileUnsafe');
  }, 60_000);
});

describe('files that reach outside', () => {
  it('a name that climbs out of the archive', async () => {
    for (const name of ['../../etc/x.csv', '/etc/x.csv', 'C:\\x.csv', 'a\\..\\..\\x.csv'])
      expect(await refused('a.zip', zipOf([{ name, content: 'a,b\n1,2\n' }]))).toMatchObject({
        code: 'datasets.fileUnsafe',
        message: expect.stringContaining('outside its folder'),
      });
  }, 60_000);

  it('entities that read files or grow without end, in XML and in a workbook', async () => {
    const outside = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>';
    const laughs = `<!DOCTYPE a [<!ENTITY l0 "ha">${Array.from({ length: 9 }, (_, index) => `<!ENTITY l${index + 1} "${`&l${index};`.repeat(10)}">`).join('')}]>`;
    for (const type of [outside, laughs]) {
      const xml = `<?xml version="1.0"?>${type}<a><b>&x;</b><b>&l9;</b></a>`;
      expect((await refused('a.xml', xml))?.code).toBe('datasets.fileUnsafe');
    }
    const book = xlsxOf({
      sheets: [{ name: 'S', xml: rowsXml([['a'], ['b']]) }],
      rawTexts: `${laughs}<sst><si><t>&l9;</t></si></sst>`,
    });
    expect((await refused('a.xlsx', book))?.code).toBe('datasets.fileUnsafe');
  }, 60_000);
});

describe('files of a shape that no table has', () => {
  it('a million columns', async () => {
    const cells = '<c><v>1</v></c>'.repeat(1_000_000);
    const book = xlsxOf({ sheets: [{ name: 'S', xml: `<row r="1">${cells}</row>` }] });
    expect((await refused('a.xlsx', book))?.code).toBe('datasets.tooManyColumns');
  }, 30_000);

  it('a cell of 100 MB', async () => {
    const text = 'x'.repeat(100_000_000);
    const xml = `<row><c t="inlineStr"><is><t>${text}</t></is></c></row>`;
    const book = xlsxOf({ sheets: [{ name: 'S', xml }] });
    expect((await refused('a.xlsx', book))?.code).toBe('datasets.lineTooLong');
    expect((await refused('a.xml', `<a><b>${text}</b></a>`))?.code).toBe('datasets.lineTooLong');
  }, 60_000);

  it('texts within texts within texts', async () => {
    const rawTexts = `<sst>${'<si><t>'.repeat(50_000)}${'</t></si>'.repeat(50_000)}</sst>`;
    const book = xlsxOf({ sheets: [{ name: 'S', xml: rowsXml([['a'], ['b']]) }], rawTexts });
    expect((await refused('a.xlsx', book))?.code).toBe('datasets.fileUnsafe');
  });

  it('a password', async () => {
    const archive = zipOf([{ name: 'a.csv', content: 'a,b\n1,2\n', encrypted: true }]);
    expect((await refused('a.zip', archive))?.code).toBe('datasets.fileLocked');
  });

  it('formulas of strangers stay text', async () => {
    const book = xlsxOf({
      sheets: [
        {
          name: 'S',
          xml: rowsXml([
            ['a', 'b'],
            ['=cmd()', 1],
            ['@x', 2],
          ]),
        },
      ],
    });
    const { datasetId } = await house.city.import('a.xlsx', book);
    const answer = await house.city.fetch(`/api/v1/datasets/${datasetId}/data?format=csv`);
    expect(await answer.text()).toMatch(/'=cmd\(\)/);
  });
});

describe('any file with bytes changed', () => {
  const table = new Table({ n: vectorFromArray([1, 2, 3], new Int32()) });
  const text = (value: string) =>
    Buffer.concat([numbers([value.length, 2], [0, 1]), Buffer.from(value)]);
  const samples: readonly (readonly [string, Buffer])[] = [
    ['xlsx', xlsxOf({ sheets: [{ name: 'S', xml: rowsXml([['a', 'b'], ['x', 1], ['y', 2]]) }] })],
    ['ods', odsOf('<table:table table:name="S"><table:table-row><table:table-cell office:value-type="float" office:value="1"/></table:table-row></table:table>')],
    ['xls', xlsOf(
      [[0x00fc, Buffer.concat([numbers([2, 4], [2, 4]), text('place'), text('Oakland')])]],
      [0, 1, 2].map((row) => [0x00fd, numbers([row, 2], [0, 2], [0, 2], [Math.min(row, 1), 4])] as const),
    )],
    ['arrow', Buffer.from(tableToIPC(table, 'file'))],
    ['shapefile', shapefileOf()],
    ['zip', zipOf([{ name: 'a.csv', content: 'a,b\n1,2\n' }])],
    ['xml', Buffer.from('<?xml version="1.0"?><a><b c="1">x</b><b c="2">y<d/></b></a>')],
    ['kml', Buffer.from('<kml><Placemark><name>a</name><Point><coordinates>1,2</coordinates></Point></Placemark></kml>')],
  ]; // biome-ignore format: a list

  it.for(samples)(
    '%s is read or refused, and nothing else happens',
    { timeout: 60_000 },
    async ([, bytes]) => {
      await using home = await temporaryHome();
      let turn = 0;
      const change = fc.record({ at: fc.nat(bytes.length - 1), to: fc.nat(255) });
      await fc.assert(
        fc.asyncProperty(
          fc.array(change, { maxLength: 8 }),
          fc.nat(bytes.length),
          async (changes, cut) => {
            const broken = Buffer.from(bytes);
            for (const { at, to } of changes) broken[at] = to;
            const file = changes.length % 3 === 2 ? broken.subarray(0, cut) : broken;
            const at = (name: string) => join(home.path, `${turn}-${name}`);
            turn += 1;
            writeFileSync(at('source'), file);
            try {
              const detected = detect(file);
              if (!detected) return;
              const paths = {
                path: at('source'),
                rowsPath: at('rows'),
                rejectsPath: at('rejects'),
              };
              const unpackedPath = at('unpacked');
              const rest = {
                folder: home.path,
                unpackedPath,
                widthAtMost: 4_096,
                asked: {},
                detected,
              };
              const result = await run({ ...paths, ...rest });
              if (result.kind !== 'table') return;
              const { records, loaded, rejected, header, preamble, blank, footer } =
                result.table.counts;
              expect(loaded + rejected + header + preamble + blank + footer).toBe(records);
            } catch (thrown) {
              if (!(thrown instanceof Refusal)) throw thrown;
            }
          },
        ),
        { numRuns: 150 },
      );
    },
  );

  it('is read in a process of its own', async () => {
    const gone = new URL('../server/parsing/formats/run.ts', import.meta.url);
    const detected = { kind: 'table', format: 'xml' } as const;
    await expect(runInChild(gone, { path: '/nowhere', detected, asked: {} })).rejects.toThrow(
      /ENOENT/,
    );
  });
});
