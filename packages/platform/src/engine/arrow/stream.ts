import { open } from 'node:fs/promises';
import { type DuckDBConnection, DuckDBTypeId } from '@duckdb/node-api';
import {
  Field,
  makeData,
  RecordBatch,
  RecordBatchStreamWriter,
  Schema,
  Struct,
} from 'apache-arrow';
import { type AnswerColumn, recast } from '../formats.ts';
import { type Sql, sql } from '../sql.ts';
import { batchRows, builderFor, type ColumnBuilder, hasBuilder } from './columns.ts';

/** The end of an Arrow IPC stream: continuation marker and length 0. */
const endMark = Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0);
/** Rows of one chunk of the engine at most. */
const chunkRows = 2048;

/**
 * Writes an answer to a pipe as an Arrow IPC stream (Arrow Columnar Format 1.5, "IPC Streaming
 * Format"), one record batch in memory at a time. Types without a builder travel as text. Nothing is
 * written before the first rows are there.
 */
export async function streamArrow(
  connection: DuckDBConnection,
  pipe: string,
  query: string,
  columns: readonly AnswerColumn[],
): Promise<void> {
  const answer = await connection.stream(recast(query, columns, arrowReady).text);
  const builders = answer.columnTypes().map(builderFor);
  const schema = schemaOf(columns, builders);
  let chunk = await answer.fetchChunk();
  const output = await open(pipe, 'w');
  try {
    const head = framed(schema, null);
    await output.appendFile(head.subarray(0, -endMark.length));
    const send = () =>
      output.appendFile(
        framed(schema, batchOf(schema, builders)).subarray(
          head.length - endMark.length,
          -endMark.length,
        ),
      );
    let rows = 0;
    for (; chunk && chunk.rowCount > 0; chunk = await answer.fetchChunk()) {
      for (const [index, builder] of builders.entries())
        builder.append(chunk.getColumnVector(index), chunk.rowCount);
      rows += chunk.rowCount;
      if (rows + chunkRows <= batchRows) continue;
      await send();
      rows = 0;
    }
    if (rows > 0) await send();
    await output.appendFile(endMark);
  } finally {
    await output.close();
  }
}

/** Casts what has no builder of its own. */
function arrowReady(column: Sql, { type }: AnswerColumn): Sql {
  switch (type.typeId) {
    case DuckDBTypeId.TIMESTAMP_S:
    case DuckDBTypeId.TIMESTAMP_MS:
      return sql`CAST(${column} AS TIMESTAMP)`;
    case DuckDBTypeId.HUGEINT:
      // Sums of whole numbers are HUGEINT; readers know them as decimals.
      return sql`CAST(${column} AS DECIMAL(38, 0))`;
    default:
      return hasBuilder(type) ? column : sql`CAST(${column} AS VARCHAR)`;
  }
}

function schemaOf(columns: readonly AnswerColumn[], builders: readonly ColumnBuilder[]): Schema {
  return new Schema(
    builders.map(({ type }, index) => new Field(columns[index]?.name ?? '', type, true)),
  );
}

function batchOf(schema: Schema, builders: readonly ColumnBuilder[]): RecordBatch {
  const children = builders.map((builder) => builder.take());
  const type = new Struct(schema.fields);
  return new RecordBatch(
    schema,
    makeData({ type, length: children[0]?.length ?? 0, nullCount: 0, children }),
  );
}

/** A whole IPC stream: schema, the batch if any, end mark. */
function framed(schema: Schema, batch: RecordBatch | null): Uint8Array {
  const writer = new RecordBatchStreamWriter().reset(undefined, schema);
  if (batch) writer.write(batch);
  return writer.finish().toUint8Array(true);
}
