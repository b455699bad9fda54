import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';

/** Rows of the file that is imported. */
export const cityRows = 3_000_000;

const header = 'day,zip,case_number,amount,department\n';
const departments = ['Police', 'Fire', 'Library', 'Parks', 'Streets', 'Water', 'Housing', 'Health'];
const day = 86_400_000;
const rowsAtOnce = 20_000;

/**
 * Writes a city's ledger as CSV, the same bytes each time: a date, a ZIP code with leading zeros, a whole
 * number, an amount with cents, a category. 3,000,000 rows are about 100 MB. Answers with its bytes.
 */
export async function writeCityFile(path: string, rows: number): Promise<number> {
  const target = createWriteStream(path);
  const random = xorshift(20_260_101);
  target.write(header);
  for (let from = 0; from < rows; from += rowsAtOnce) {
    let text = '';
    const until = Math.min(rows, from + rowsAtOnce);
    for (let row = from; row < until; row += 1) text += line(random);
    if (!target.write(text)) await once(target, 'drain');
  }
  target.end();
  await once(target, 'close');
  return (await stat(path)).size;
}

/** Makes its content one of its own by another ZIP code in the first row. */
export async function stampCityFile(path: string, number: number): Promise<void> {
  await using file = await open(path, 'r+');
  const zip = String(number % 100_000).padStart(5, '0');
  await file.write(zip, header.length + '2015-01-01,'.length);
}

function line(random: () => number): string {
  const date = new Date(Date.UTC(2015, 0, 1) + (random() % 4_000) * day).toISOString().slice(0, 10);
  const zip = String(random() % 100_000).padStart(5, '0');
  const cents = random() % 1_000_000;
  const amount = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
  return `${date},${zip},${random() % 100_000},${amount},${departments[random() % 8]}\n`;
}

/** Numbers that look random and are the same in each run (Marsaglia 2003, xorshift32). */
export function xorshift(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}
