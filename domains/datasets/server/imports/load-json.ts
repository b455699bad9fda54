import { runInChild } from '@insites/platform';
import { columnNames } from '../parsing/column-names.ts';
import { type Encoding, utf8OrWindows } from '../parsing/encoding.ts';
import type { JsonRowsInput, JsonRowsResult } from '../parsing/json-rows.ts';
import { loadPlain } from './load-delimited.ts';
import { refusals, widthAtMost } from './refusals.ts';
import { type LoadedFile, type LoadWork, within } from './work.ts';

const jsonRowsModule = new URL('../parsing/json-rows.ts', import.meta.url);

/** JSON documents, one a line or in one array, as rows of plain text that the engine then reads. */
export async function loadJson(
  work: LoadWork,
  text: { readonly kind: 'json' | 'ndjson'; readonly encoding: Encoding },
): Promise<LoadedFile> {
  const rowsPath = within(work, 'rows.csv');
  const rejectsPath = within(work, 'rejected.ndjson');
  work.progress({ step: 'Reading the documents', done: 0, total: work.bytes, unit: 'bytes' });
  const readAs = async (known: Encoding): Promise<JsonRowsResult> =>
    await runInChild<JsonRowsInput, JsonRowsResult>(
      jsonRowsModule,
      { path: work.path, encoding: known, format: text.kind, rowsPath, rejectsPath, widthAtMost },
      { signal: work.signal, onProgress: (done) => work.progress({ done: Number(done) }) },
    );
  let { encoding } = text;
  let result = await readAs(encoding);
  if (result.kind === 'notUtf8') {
    encoding = utf8OrWindows(false);
    result = await readAs(encoding);
  }
  if (result.kind === 'tooLong') throw refusals.tooLong(work.fileName, result.line);
  if (result.kind === 'tooWide') throw refusals.tooWide(work.fileName, result.width);
  if (result.kind === 'notUtf8')
    throw refusals.damaged(work.fileName, 'its encoding cannot be told');
  const { counts } = result;
  if (counts.loaded === 0 || result.names.length === 0)
    throw refusals.noRows(work.fileName, counts);
  const names = columnNames(result.names, result.names.length);
  const plain = await loadPlain(work, rowsPath, names, counts.loaded, result.texts);
  return {
    parquet: plain.parquet,
    rows: plain.rows,
    rejects: counts.rejected > 0 ? rejectsPath : null,
    counts,
    recipe: {
      format: result.features ? 'geojson' : text.kind,
      encoding: `${encoding.name}: ${encoding.reason}`,
      delimiter: null,
      quote: null,
      header: null,
      skippedLines: 0,
      columns: names.map((name, index) => ({
        name,
        source: result.names[index] ?? name,
        type: plain.decisions[index]?.type ?? 'VARCHAR',
        why: plain.decisions[index]?.why ?? '',
      })),
    },
  };
}
