import { type Encoding, utf8OrWindows } from '../encoding.ts';
import type { ReadInput, ReadTable } from '../formats/read-table.ts';
import { damaged } from '../refusal.ts';
import { mustFitMemory, RowSink } from '../row-sink.ts';
import { NotUtf8, readText } from '../text-source.ts';
import { cutsOf, type FixedLayout, fieldAt, markUsed } from './fixed-width.ts';
import { linesOf } from './lines.ts';

/** Text in columns of fixed width. A row with something across the edge of a column is rejected. */
export function readFixed(
  input: ReadInput,
  layout: FixedLayout,
  encoding: Encoding,
  sourceBytes: number,
): ReadTable {
  try {
    return read(input, layout, encoding, sourceBytes);
  } catch (thrown) {
    if (!(thrown instanceof NotUtf8)) throw thrown;
    if (encoding.name !== 'utf-8') throw damaged('its encoding cannot be told');
    return read(input, layout, utf8OrWindows(false), sourceBytes);
  }
}

function read(
  input: ReadInput,
  layout: FixedLayout,
  encoding: Encoding,
  sourceBytes: number,
): ReadTable {
  const lines = () => linesOf(readText(input.path, encoding));
  const cuts = cutsOverAll(lines(), layout);
  const sink = new RowSink(input.rowsPath, input.rejectsPath, sourceBytes);
  let [records, blank, preamble, header] = [0, 0, 0, 0];
  try {
    const typed = cuts.map(() => true);
    for (const line of lines()) {
      records += 1;
      if (line.trim() === '') blank += 1;
      else if (records <= layout.preamble) preamble += 1;
      else if (layout.header && header === 0) header += 1;
      else if (isAcross(line, cuts))
        sink.reject({
          line: records,
          column: null,
          reason: 'Something stands across the edge of a column.',
          text: line.slice(0, 2_000),
        });
      else
        sink.write(
          cuts.map((_, column) => fieldAt(line, cuts, column) || null),
          typed,
        );
      if (records % 50_000 === 0) mustFitMemory();
    }
    return {
      format: 'fixed',
      names: cuts.map((_, column) => layout.names[column] ?? ''),
      texts: sink.texts(cuts.length),
      counts: {
        records,
        loaded: sink.loaded,
        rejected: sink.rejected,
        header,
        preamble,
        blank,
        footer: 0,
      },
      header: layout.header,
      encoding: `${encoding.name}: ${encoding.reason}`,
      part: {},
      cuts,
      notes: [],
    };
  } finally {
    sink.close();
  }
}

/** The cuts that all rows agree on, where there are as many as the first rows show: longer values begin further left. */
function cutsOverAll(
  lines: Iterable<string>,
  { cuts, preamble, header }: FixedLayout,
): readonly number[] {
  const used: boolean[] = [];
  let number = 0;
  for (const line of lines) {
    number += 1;
    if (number > preamble + (header ? 1 : 0) && line.length < 100_000) markUsed(line, used);
  }
  const all = cutsOf(used);
  // Of the finer cuts of all rows, the one that begins the same column: the last at or before.
  const moved = cuts.map((cut, index) => {
    const before = index === 0 ? -1 : (cuts[index - 1] as number);
    return all.findLast((one) => one <= cut && one > before) ?? cut;
  });
  return moved;
}

function isAcross(line: string, cuts: readonly number[]): boolean {
  if (line.slice(0, cuts[0]).trim() !== '') return true;
  return cuts.some(
    (cut, column) =>
      column > 0 && cut < line.length && line.charCodeAt(cut) > 32 && line.charCodeAt(cut - 1) > 32,
  );
}
