import { parquetOf } from '@insites/testing';
import type { Expected } from './golden.test.ts';

const rows = `SELECT * FROM (VALUES
  (1::INTEGER, 'Oakland', 1.25::DECIMAL(9,2), DATE '2024-01-31', [1, 2], {'a': 1, 'b': 'x'}, 9223372036854775807::BIGINT),
  (2, NULL, NULL, NULL, NULL, NULL, NULL)) t(n, place, amount, day, list, struct, large)`;

const whole: Expected = {
  counts: { records: 2, loaded: 2, rejected: 0, header: 0, preamble: 0, blank: 0, footer: 0 },
  columns: [
    { name: 'n', type: 'INTEGER' },
    { name: 'place', type: 'VARCHAR' },
    { name: 'amount', type: 'DECIMAL(9,2)' },
    { name: 'day', type: 'DATE' },
    { name: 'list', type: 'VARCHAR' },
    { name: 'struct', type: 'VARCHAR' },
    { name: 'large', type: 'BIGINT' },
  ],
  first: [
    {
      n: 1,
      place: 'Oakland',
      amount: 1.25,
      day: '2024-01-31',
      list: '[1,2]',
      struct: '{"a":1,"b":"x"}',
      large: '9223372036854775807',
    },
    { n: 2, place: null, amount: null, day: null, list: null, struct: null, large: null },
  ],
};

interface ParquetCase {
  readonly name: string;
  readonly write: () => Promise<Buffer>;
  readonly expected: Expected;
}

/** Parquet files, written when they are needed. */
export const parquetCases: readonly ParquetCase[] = [
  { name: 'snappy', write: () => parquetOf(rows, ', COMPRESSION snappy'), expected: whole },
  { name: 'zstd', write: () => parquetOf(rows, ', COMPRESSION zstd'), expected: whole },
  {
    name: 'Brotli is refused',
    write: () => parquetOf(rows, ', COMPRESSION brotli'),
    expected: { refused: 'datasets.compressionRefused' },
  },
  {
    name: 'cut off at its end',
    write: async () => (await parquetOf(rows)).subarray(0, -20),
    expected: { refused: 'datasets.fileDamaged' },
  },
  {
    name: 'damaged in the middle',
    write: async () => {
      const bytes = await parquetOf('SELECT range AS n, md5(range::VARCHAR) AS m FROM range(5000)');
      bytes.fill(0xff, 2_000, 6_000);
      return bytes;
    },
    expected: { refused: 'datasets.fileDamaged' },
  },
  {
    name: 'no rows',
    write: () => parquetOf('SELECT 1 AS n WHERE false'),
    expected: { refused: 'datasets.noRows' },
  },
  {
    name: 'a footer that lies about the rows',
    write: async () =>
      Buffer.concat([Buffer.from('PAR1'), Buffer.alloc(100, 7), Buffer.from('PAR1')]),
    expected: { refused: 'datasets.fileDamaged' },
  },
];
