import { type Random, randomFrom } from '../../semantics/labelled/random.ts';
import { type CleanTable, cleanTableOf } from './tables.ts';
import { type Writing, writtenField, writtenRow } from './write.ts';

/** A file with one thing wrong with it, and the table it means. */
export interface PollutedFile {
  readonly kind: string;
  readonly content: Buffer;
  /** Null: the file has no header. */
  readonly names: readonly string[] | null;
  readonly rows: readonly (readonly string[])[];
}

const usual: Writing = {
  delimiter: ',',
  quote: '"',
  escaping: 'doubled',
  newline: '\r\n',
  quoting: 'minimal',
};

/**
 * Every kind of pollution that the survey behind Pollock (Vitagliano et al., PVLDB 16, 2023) found, each put into
 * a table of ours; those of single rows at some rows and all columns.
 */
export function pollutedFiles(seed: number): readonly PollutedFile[] {
  const random = randomFrom(seed);
  const table = cleanTableOf(
    random,
    ['date', 'time', 'qty', 'case', 'amount', 'status', 'description', 'url', 'extra'],
    60,
  );
  return [...wholeFiles(random, table), ...singleRows(table)];
}

function wholeFiles(random: Random, table: CleanTable): PollutedFile[] {
  const { names, rows } = table;
  const text = (writing: Partial<Writing>, lines = [names, ...rows]) =>
    written(lines, { ...usual, ...writing });
  const file = (kind: string, content: string | Buffer, more: Partial<PollutedFile> = {}) => ({
    kind,
    content: typeof content === 'string' ? Buffer.from(content) : content,
    names,
    rows,
    ...more,
  });
  const plain = text({});
  const empty = ','.repeat(names.length - 1);
  const twice = names.map((name) => `${name} ${name}`);
  const latin = table.rows.map((row) =>
    row.map((cell, column) => (column === 5 ? `${cell} café – ä` : cell)),
  );
  const second = rows.slice(0, 30);
  return [
    file('clean', plain),
    file('no trailing line end', plain.trimEnd()),
    file('doubled trailing line end', `${plain}\r\n`),
    file('no header', text({}, [...rows]), { names: null }),
    file('header twice', text({}, [names, names, ...rows]), { names: twice }),
    file('header three times', text({}, [names, names, names, ...rows]), {
      names: names.map((name) => `${name} ${name} ${name}`),
    }),
    file(
      'header of groups',
      text({}, [['When', '', '', 'What', '', '', '', '', ''], names, ...rows]),
      {
        names: names.map((name, column) =>
          column === 0 ? `When ${name}` : column === 3 ? `What ${name}` : name,
        ),
      },
    ),
    file('delimited preamble', `PREAMBLE${empty}\r\n${empty}\r\n${plain}`),
    file(
      'preamble',
      `Report of the city\r\nMade on 2024-03-01, all figures provisional\r\n\r\n${plain}`,
    ),
    file('delimited footnote', `${plain}FOOTNOTE${empty}\r\n`),
    file('footnotes', `${plain}\r\nSource: Budget Office, 2023\r\n* provisional\r\n`),
    file(
      'two tables, fewer columns',
      plain + text({}, [names.slice(0, -1), ...second.map((row) => row.slice(0, -1))]),
    ),
    file(
      'two tables, more columns',
      plain + text({}, [[...names, 'more'], ...second.map((row) => [...row, 'x'])]),
    ),
    file('one row', text({}, [names, rows[0] ?? []]), { rows: rows.slice(0, 1) }),
    ...[';', '\t', '|', ' ', ', ', ':', '\t\t', '\\t'].map((delimiter) =>
      file(`delimiter ${JSON.stringify(delimiter)}`, text({ delimiter })),
    ),
    file("quote '", text({ quote: "'" })),
    file('all quoted', text({ quoting: 'all' })),
    file('escaping backslash', text({ escaping: 'backslash' })),
    file('no escaping', text({ escaping: 'none' })),
    file('LF', text({ newline: '\n' })),
    file('CR', text({ newline: '\r' })),
    file('UTF-8 with mark', Buffer.from(`\ufeff${written([names, ...latin], usual)}`), {
      rows: latin,
    }),
    file('UTF-16LE', Buffer.from(`\ufeff${plain}`, 'utf16le')),
    file('UTF-16BE', Buffer.from(`\ufeff${plain}`, 'utf16le').swap16()),
    file(
      'Windows-1252',
      Buffer.from(written([names, ...latin], usual).replaceAll('–', '\x96'), 'latin1'),
      { rows: latin },
    ),
    file('NUL', plain.replace('\r\n', '\r\n\0')),
    file(
      'trailing delimiters',
      [names, ...rows].map((row) => `${writtenRow(row, usual)},\r\n`).join(''),
      {
        names: [...names, 'column_10'],
        rows: rows.map((row) => [...row, '']),
      },
    ),
    file('comments', `# made by hand\r\n${plain}# the end\r\n`),
    file('units', text({}, [names, ['dd/mm', 'hh:mm', 'n', '', 'USD', '', '', '', ''], ...rows])),
    file('header again', plain + text({}, [names, ...second]), { rows: [...rows, ...second] }),
    file('unusual order', text({ delimiter: random.pick(['~', '^']) })),
  ];
}

function singleRows({ names, rows }: CleanTable): PollutedFile[] {
  const all = [names, ...rows];
  const found: PollutedFile[] = [];
  for (const at of [0, 1, 2, 10, 29, 45, rows.length])
    for (let column = 0; column < names.length; column += 1) {
      const fields = (all[at] ?? []).map((field) => writtenField(field, usual));
      const lines = all.map((row) => writtenRow(row, usual));
      const put = (kind: string, line: string) =>
        found.push({
          kind,
          content: Buffer.from(`${lines.with(at, line).join('\r\n')}\r\n`),
          names,
          rows,
        });
      put('row with a delimiter more', fields.toSpliced(column, 0, '').join(','));
      if (column > 0)
        put(
          'row with a delimiter less',
          [
            ...fields.slice(0, column - 1),
            `${fields[column - 1]}${fields[column]}`,
            ...fields.slice(column + 1),
          ].join(','),
        );
      put('row with a quote more', fields.with(column, `"${fields[column]}`).join(','));
      if (column === 0)
        put('row with another delimiter', writtenRow(all[at] ?? [], { ...usual, delimiter: ' ' }));
    }
  return found;
}

function written(lines: readonly (readonly string[])[], writing: Writing): string {
  return lines.map((row) => writtenRow(row, writing) + writing.newline).join('');
}
