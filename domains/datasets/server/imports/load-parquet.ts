import { runInChild } from '@insites/platform';
import { columnNames } from '../parsing/column-names.ts';
import type { FooterFinding } from '../parsing/parquet-footer.ts';
import { describeParquet, parquetRows, parquetToParquet } from '../queries.ts';
import { refusals, widthAtMost } from './refusals.ts';
import { type LoadedFile, type LoadWork, within } from './work.ts';

const footerModule = new URL('../parsing/parquet-footer.ts', import.meta.url);

/** Codecs whose decoders are safe to run on files of strangers. Brotli's is not (CVE-2026-111497). */
const safeCodecs = new Set(['UNCOMPRESSED', 'SNAPPY', 'GZIP', 'ZSTD', 'LZ4', 'LZ4_RAW']);

/** Parquet: its footer is read first, and the engine rewrites it as our own in a throw-away process. */
export async function loadParquet(work: LoadWork): Promise<LoadedFile> {
  const finding = await runInChild<{ path: string }, FooterFinding>(
    footerModule,
    { path: work.path },
    { signal: work.signal },
  );
  if (finding.kind === 'damaged') throw refusals.damaged(work.fileName, finding.reason);
  const { footer } = finding;
  const unsafe = footer.codecs.find((codec) => !safeCodecs.has(codec));
  if (unsafe !== undefined) throw refusals.compression(work.fileName, unsafe);
  if (footer.columns > widthAtMost) throw refusals.tooWide(work.fileName, footer.columns);
  const parquet = within(work, 'data.parquet');
  work.progress({ step: 'Reading the rows', done: 0, total: footer.rows, unit: 'rows' });
  const session = await work.engine.trusted({ signal: work.signal });
  try {
    const described = await session.run(describeParquet(work.path).text);
    const sources = described.map((row) => String(row.column_name));
    const names = columnNames(sources, sources.length);
    const columns = described.map((row, index) => {
      const type = String(row.column_type);
      const nested = /^(STRUCT|MAP|UNION)\b|\]$/.test(type);
      const name = names[index] ?? '';
      return { name, source: sources[index] ?? name, type: nested ? 'VARCHAR' : type, nested };
    });
    await session.run(parquetToParquet(work.path, columns, parquet).text);
    const [written] = await session.run(parquetRows(parquet).text);
    return {
      parquet,
      rows: Number(written?.rows ?? 0),
      rejects: null,
      counts: {
        records: footer.rows,
        loaded: footer.rows,
        rejected: 0,
        header: 0,
        preamble: 0,
        blank: 0,
        footer: 0,
      },
      recipe: {
        format: 'parquet',
        encoding: null,
        delimiter: null,
        quote: null,
        header: null,
        skippedLines: 0,
        columns: columns.map(({ name, source, type, nested }) => ({
          name,
          source,
          type,
          why: nested ? 'Nested in the file; kept as JSON text.' : 'As the Parquet file says.',
        })),
      },
    };
  } finally {
    await session.close();
  }
}
