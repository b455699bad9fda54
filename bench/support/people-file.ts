import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { madeUpColumns, madeUpPeople, thirdSet } from '@insites/datasets/server';

const seed = 20_261_122;
const pieceCharacters = 1 << 16;

/** Writes a register of about so many rows, two in five of them duplicates with slips. Answers with rows and persons. */
export async function writePeopleFile(
  path: string,
  rows: number,
): Promise<{ rows: number; persons: number }> {
  const persons = Math.round(rows * 0.6);
  let written = 0;
  function* lines(): Generator<string> {
    let piece = `${madeUpColumns.join(',')}\n`;
    for (const { cells } of madeUpPeople(persons, rows - persons, thirdSet, seed)) {
      piece += `${cells.join(',')}\n`;
      written += 1;
      if (piece.length < pieceCharacters) continue;
      yield piece;
      piece = '';
    }
    yield piece;
  }
  await pipeline(Readable.from(lines()), createWriteStream(path));
  return { rows: written, persons };
}
