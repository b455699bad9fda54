import { createReadStream } from 'node:fs';
import { choose, counted, othersNote } from '../formats/choose.ts';
import { onlyRows, type ReadInput, type ReadTable } from '../formats/read-table.ts';
import { Refusal, tooWide } from '../refusal.ts';
import { mustFitMemory, RowSink } from '../row-sink.ts';
import { RecordFinder, type RecordPath } from './find-records.ts';
import { flattened } from './flatten.ts';
import { readXml } from './read-xml.ts';
import { TreeBuilder, type XmlNode } from './tree.ts';

/** The elements that repeat in an XML document, as rows. */
export async function readXmlRecords(input: ReadInput, sourceBytes: number): Promise<ReadTable> {
  const finder = new RecordFinder();
  await readXml(bytesOf(input.path), finder);
  const { rows, others } = finder.finish();
  const candidates = rows.map(asCandidate);
  const chosen = choose(candidates, 'table', input.asked, 'no elements in it');
  const wanted = (path: readonly string[]) => path.join('/') === chosen.name;
  const table = await writeNodes(input, sourceBytes, wanted, flattened);
  return {
    ...table,
    format: 'xml',
    part: { table: chosen.name },
    notes: othersNote(
      [...candidates.filter((one) => one !== chosen), ...others.map(asCandidate)],
      'element',
    ),
  };
}

function asCandidate({ path, count }: RecordPath) {
  return { name: path, size: count, what: counted(count, 'element') };
}

/** Writes every wanted element as a row: names are gathered first, then the document is read again. */
export async function writeNodes(
  input: ReadInput,
  sourceBytes: number,
  wanted: (path: readonly string[]) => boolean,
  fieldsOf: (node: XmlNode, path: readonly string[]) => ReadonlyMap<string, string>,
): Promise<Omit<ReadTable, 'format' | 'part' | 'notes'>> {
  const names = new Set<string>();
  const gather = (node: XmlNode, path: readonly string[]) => {
    for (const name of fieldsOf(node, path).keys()) names.add(name);
    if (names.size > input.widthAtMost) throw tooWide(names.size);
  };
  await readXml(bytesOf(input.path), new TreeBuilder(wanted, gather), mustFitMemory);
  if (names.size === 0) throw new Refusal({ kind: 'empty', what: 'no rows with anything in them' });
  const sink = new RowSink(input.rowsPath, input.rejectsPath, sourceBytes);
  try {
    const columns = [...names];
    const typed = columns.map(() => true);
    const write = (node: XmlNode, path: readonly string[]) => {
      const fields = fieldsOf(node, path);
      const values = columns.map((name) => fields.get(name) ?? null);
      sink.write(values, typed);
    };
    await readXml(bytesOf(input.path), new TreeBuilder(wanted, write), mustFitMemory);
    return {
      names: columns,
      texts: sink.texts(columns.length),
      counts: onlyRows(sink.loaded),
      header: null,
      encoding: null,
    };
  } finally {
    sink.close();
  }
}

function bytesOf(path: string): AsyncIterable<Buffer> {
  return createReadStream(path, { highWaterMark: 256 * 1024 });
}
