import { zstdDecompressSync } from 'node:zlib';
import {
  CompressionType,
  compressionRegistry,
  DataType,
  type RecordBatch,
  RecordBatchReader,
  type Schema,
} from 'apache-arrow';
import { counted } from '../formats/choose.ts';
import { onlyRows, type ReadInput, type ReadTable } from '../formats/read-table.ts';
import { damaged, Refusal, tooWide } from '../refusal.ts';
import { mustFitMemory, RowSink } from '../row-sink.ts';
import { isTyped, type Writer, writerFor } from './arrow-text.ts';
import { lz4Decoded } from './lz4.ts';
import { arrowMessages, tooLargeBatch, unpackedAtMost } from './messages.ts';

/** Bytes that the batch at hand may still unpack to. */
let left = unpackedAtMost;

compressionRegistry.set(CompressionType.LZ4_FRAME, {
  decode: (bytes) => spend(lz4Decoded(bytes, left, tooLargeBatch)),
});
compressionRegistry.set(CompressionType.ZSTD, {
  decode: (bytes) => {
    try {
      return spend(
        new Uint8Array(zstdDecompressSync(bytes, { maxOutputLength: Math.max(1, left) })),
      );
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLargeBatch();
      throw thrown;
    }
  },
});

function spend(bytes: Uint8Array): Uint8Array {
  left -= bytes.length;
  return bytes;
}

/** A table of Apache Arrow: the file form (Feather 2) or the stream form, a batch at a time. */
export async function readArrow(input: ReadInput, sourceBytes: number): Promise<ReadTable> {
  const sink = new RowSink(input.rowsPath, input.rejectsPath, sourceBytes);
  try {
    const reader = await RecordBatchReader.from(arrowMessages(input.path));
    await reader.open();
    const { schema } = reader;
    if (schema.fields.length > input.widthAtMost) throw tooWide(schema.fields.length);
    if (schema.fields.length === 0) throw new Refusal({ kind: 'empty', what: 'no columns' });
    const columns = columnsOf(schema);
    let notNumbers = 0;
    for (;;) {
      left = unpackedAtMost;
      const next = await reader.next();
      if (next.done) break;
      notNumbers += writeBatch(next.value, columns, sink);
      mustFitMemory();
    }
    return {
      format: 'arrow',
      names: schema.fields.map(({ name }) => name),
      texts: sink.texts(schema.fields.length),
      counts: onlyRows(sink.loaded),
      header: null,
      encoding: null,
      part: {},
      notes: notesOf(schema, notNumbers),
    };
  } catch (thrown) {
    throw asRefusal(thrown);
  } finally {
    sink.close();
  }
}

interface Columns {
  readonly writers: readonly Writer[];
  readonly typed: readonly boolean[];
}

function columnsOf(schema: Schema): Columns {
  const types = schema.fields.map(({ type }) => type as DataType);
  return { writers: types.map(writerFor), typed: types.map(isTyped) };
}

/** Answers how many values are no numbers, in columns of numbers. */
function writeBatch(batch: RecordBatch, { writers, typed }: Columns, sink: RowSink): number {
  const vectors = writers.map((_, index) => batch.getChildAt(index));
  let notNumbers = 0;
  for (let row = 0; row < batch.numRows; row += 1) {
    const fields = vectors.map((vector, index) => {
      const value: unknown = vector?.get(row);
      if (value === null || value === undefined) return null;
      const text = (writers[index] as Writer)(value);
      if (text === null) notNumbers += 1;
      return text;
    });
    sink.write(fields, typed);
  }
  return notNumbers;
}

function notesOf(schema: Schema, notNumbers: number): readonly string[] {
  const zoned = schema.fields.some(({ type }) => DataType.isTimestamp(type) && type.timezone);
  return [
    ...(zoned ? ['Moments are given in UTC.'] : []),
    ...(notNumbers > 0
      ? [
          `${counted(notNumbers, 'value')} of number columns (NaN or infinite) ${notNumbers === 1 ? 'is' : 'are'} missing.`,
        ]
      : []),
  ];
}

/** What the library meets in damaged bytes is a type error as soon as anything else. */
function asRefusal(thrown: unknown): unknown {
  if (thrown instanceof Refusal || (thrown as NodeJS.ErrnoException).syscall) return thrown;
  return damaged(
    `it is no Arrow table that can be read (${String((thrown as Error).message).slice(0, 150)})`,
  );
}
