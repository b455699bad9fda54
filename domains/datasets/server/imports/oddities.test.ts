import { expect, it } from 'vitest';
import { detectDialect } from '../parsing/dialect.ts';
import { RecordSorter } from '../parsing/sort-records.ts';
import { tokenize } from '../parsing/tokenize.ts';
import { notesOf } from './oddities.ts';

it('says where a header has fewer names than there are columns', () => {
  const rows = Array.from({ length: 9 }, (_, n) => `2024-03-0${n + 1},${n},Oak ${n},open\n`);
  const notes = (header: string) => {
    const text = `${header}\n${rows.join('')}`;
    const dialect = detectDialect(text, true);
    const sorter = new RecordSorter(dialect, { row: () => undefined, reject: () => undefined });
    for (const record of tokenize([text], dialect.delimiter, { width: dialect.width }))
      sorter.take(record);
    return notesOf(sorter.end(), dialect);
  };
  expect(notes('Seen,HousesStreet,State')).toEqual([
    'The header has 3 names for 4 columns: where a delimiter is missing in it, names stand left of their columns.',
  ]);
  expect(notes('Seen,Houses,Street,State')).toEqual([]);
});
