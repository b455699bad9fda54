/** A city's CSV as they come: lines above the head, Latin-1, codes with zeros, a sum below, broken rows. */
export interface MessyFile {
  readonly name: string;
  readonly content: Buffer;
  readonly rows: number;
  readonly broken: number;
}

const districts = ['Altstadt', 'Böblingen', 'Café-Viertel', 'Süd', 'Nord'];

export function messyCsv(rows = 2_000): MessyFile {
  const lines = [
    'Stadt Musterhausen',
    'Bäume in Straßen, Stand 2026',
    '',
    'zip;district;planted;height;note',
  ];
  for (let row = 1; row <= rows; row += 1) lines.push(treeOf(row));
  // Three rows that are no rows: too many fields.
  for (const at of [100, 900, 1_500]) lines.splice(at, 0, '01234;Süd;2020-01-01;1,5;a;b;c;d');
  return {
    name: 'trees of the city.csv',
    content: Buffer.from(`${lines.join('\r\n')}\r\n`, 'latin1'),
    rows,
    broken: 3,
  };
}

function treeOf(row: number): string {
  const zip = String(row % 500).padStart(5, '0');
  const day = String((row % 28) + 1).padStart(2, '0');
  return `${zip};${districts[row % districts.length]};2019-03-${day};${(row % 250) / 10};Baum ${row}`;
}

/** A plain CSV that takes a while to import. */
export function bigCsv(rows: number): Buffer {
  const lines = ['id,street,amount,when'];
  for (let row = 0; row < rows; row += 1)
    lines.push(`${row},Street ${row % 977},${(row * 7919) % 100_000},2025-0${(row % 9) + 1}-11`);
  return Buffer.from(`${lines.join('\n')}\n`);
}
