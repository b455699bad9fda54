import { type DuckDBType, DuckDBTypeId, type DuckDBVector } from '@duckdb/node-api';
import {
  Binary,
  Bool,
  type Data,
  DateDay,
  Decimal,
  Float32,
  Float64,
  Int8,
  Int16,
  Int32,
  Int64,
  makeData,
  TimestampMicrosecond,
  TimestampNanosecond,
  Uint8,
  Uint16,
  Uint32,
  Uint64,
  Utf8,
} from 'apache-arrow';

/** Rows of one batch. */
export const batchRows = 65_536;

/** Gathers one column of a batch out of the engine's vectors. */
export interface ColumnBuilder {
  readonly type: Data['type'];
  append(vector: DuckDBVector, rows: number): void;
  /** The column so far; begins anew. */
  take(): Data;
}

type Numbers =
  | Int8Array
  | Int16Array
  | Int32Array
  | BigInt64Array
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | BigUint64Array
  | Float32Array
  | Float64Array;

/** Which rows have a value. */
class Validity {
  #bits = new Uint8Array(batchRows / 8);
  #rows = 0;
  #missing = 0;

  add(present: boolean): void {
    if (present) this.#bits[this.#rows >> 3] = this.#at(this.#rows) | (1 << (this.#rows & 7));
    else this.#missing++;
    this.#rows++;
  }

  take(): { length: number; nullCount: number; nullBitmap: Uint8Array } {
    const taken = { length: this.#rows, nullCount: this.#missing, nullBitmap: this.#bits };
    this.#bits = new Uint8Array(batchRows / 8);
    this.#rows = 0;
    this.#missing = 0;
    return taken;
  }

  get rows(): number {
    return this.#rows;
  }

  #at(row: number): number {
    return this.#bits[row >> 3] ?? 0;
  }
}

/** The numbers behind a vector, when it keeps them as a typed array of this very kind. */
function rawNumbers(vector: DuckDBVector, kind: new (length: number) => Numbers): Numbers | null {
  const items: unknown = Reflect.get(vector, 'items');
  return items instanceof kind ? items : null;
}

type Maker = (fields: Record<string, unknown>) => Data;
const make = makeData as unknown as Maker;

class NumberColumn implements ColumnBuilder {
  readonly type: Data['type'];
  readonly #kind: new (
    length: number,
  ) => Numbers;
  readonly #unwrap: (value: never) => number | bigint;
  readonly #validity = new Validity();
  #values: Numbers;

  constructor(
    type: Data['type'],
    kind: new (length: number) => Numbers,
    unwrap: (value: never) => number | bigint = (value) => value,
  ) {
    this.type = type;
    this.#kind = kind;
    this.#unwrap = unwrap;
    this.#values = new kind(batchRows);
  }

  append(vector: DuckDBVector, rows: number): void {
    const raw = rawNumbers(vector, this.#kind);
    const start = this.#validity.rows;
    const whole =
      raw !== null && Reflect.get(Reflect.get(vector, 'validity') ?? {}, 'data') === null;
    if (raw) this.#values.set(raw.subarray(0, rows) as never, start);
    for (let row = 0; row < rows; row++) {
      const value = whole ? true : vector.getItem(row);
      this.#validity.add(value !== null);
      if (!raw && value !== null) this.#values[start + row] = this.#unwrap(value as never);
    }
  }

  take(): Data {
    const data = make({ type: this.type, data: this.#values, ...this.#validity.take() });
    this.#values = new this.#kind(batchRows);
    return data;
  }
}

class BooleanColumn implements ColumnBuilder {
  readonly type = new Bool();
  readonly #present = new Validity();
  readonly #true = new Validity();

  append(vector: DuckDBVector, rows: number): void {
    for (let row = 0; row < rows; row++) {
      const value = vector.getItem(row);
      this.#present.add(value !== null);
      this.#true.add(value === true);
    }
  }

  take(): Data {
    return make({ type: this.type, data: this.#true.take().nullBitmap, ...this.#present.take() });
  }
}

/** Text and blobs: bytes one after the other, and where each ends. */
class BytesColumn implements ColumnBuilder {
  readonly type: Data['type'];
  readonly #validity = new Validity();
  #ends = new Int32Array(batchRows + 1);
  #bytes = Buffer.allocUnsafe(batchRows * 8);
  #length = 0;

  constructor(type: Data['type']) {
    this.type = type;
  }

  append(vector: DuckDBVector, rows: number): void {
    for (let row = 0; row < rows; row++) {
      const value = vector.getItem(row);
      this.#validity.add(value !== null);
      if (value !== null) this.#write(value);
      this.#ends[this.#validity.rows] = this.#length;
    }
  }

  take(): Data {
    const data = make({
      type: this.type,
      valueOffsets: this.#ends,
      data: this.#bytes.subarray(0, this.#length),
      ...this.#validity.take(),
    });
    this.#ends = new Int32Array(batchRows + 1);
    this.#bytes = Buffer.allocUnsafe(this.#bytes.length);
    this.#length = 0;
    return data;
  }

  #write(value: unknown): void {
    if (typeof value === 'string') {
      this.#reserve(value.length * 3);
      this.#length += this.#bytes.write(value, this.#length, 'utf8');
      return;
    }
    const { bytes } = value as { readonly bytes: Uint8Array };
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#length + more));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}

/** Decimals: 128 bits, little-endian, two's complement. */
class DecimalColumn implements ColumnBuilder {
  readonly type: Decimal;
  readonly #validity = new Validity();
  #words = new BigInt64Array(batchRows * 2);

  constructor(scale: number, width: number) {
    this.type = new Decimal(scale, width, 128);
  }

  append(vector: DuckDBVector, rows: number): void {
    for (let row = 0; row < rows; row++) {
      const value = vector.getItem(row) as { readonly value: bigint } | null;
      const at = this.#validity.rows * 2;
      this.#validity.add(value !== null);
      if (value === null) continue;
      this.#words[at] = BigInt.asIntN(64, value.value);
      this.#words[at + 1] = value.value >> 64n;
    }
  }

  take(): Data {
    const data = new Uint32Array(this.#words.buffer);
    this.#words = new BigInt64Array(batchRows * 2);
    return make({ type: this.type, data, ...this.#validity.take() });
  }
}

const micros = ({ micros }: { readonly micros: bigint }) => micros;

/** Whether a type has a builder of its own; the others are cast to one that has. */
export function hasBuilder(type: DuckDBType): boolean {
  return maybeBuilder(type) !== null;
}

/** The builder for a type that has one. */
export function builderFor(type: DuckDBType): ColumnBuilder {
  const builder = maybeBuilder(type);
  if (!builder) throw new Error(`No Arrow type for ${type}`);
  return builder;
}

function maybeBuilder(type: DuckDBType): ColumnBuilder | null {
  switch (type.typeId) {
    case DuckDBTypeId.BOOLEAN:
      return new BooleanColumn();
    case DuckDBTypeId.TINYINT:
      return new NumberColumn(new Int8(), Int8Array);
    case DuckDBTypeId.SMALLINT:
      return new NumberColumn(new Int16(), Int16Array);
    case DuckDBTypeId.INTEGER:
      return new NumberColumn(new Int32(), Int32Array);
    case DuckDBTypeId.BIGINT:
      return new NumberColumn(new Int64(), BigInt64Array);
    case DuckDBTypeId.UTINYINT:
      return new NumberColumn(new Uint8(), Uint8Array);
    case DuckDBTypeId.USMALLINT:
      return new NumberColumn(new Uint16(), Uint16Array);
    case DuckDBTypeId.UINTEGER:
      return new NumberColumn(new Uint32(), Uint32Array);
    case DuckDBTypeId.UBIGINT:
      return new NumberColumn(new Uint64(), BigUint64Array);
    case DuckDBTypeId.FLOAT:
      return new NumberColumn(new Float32(), Float32Array);
    case DuckDBTypeId.DOUBLE:
      return new NumberColumn(new Float64(), Float64Array);
    case DuckDBTypeId.DECIMAL: {
      const { scale, width } = type as unknown as { scale: number; width: number };
      return new DecimalColumn(scale, width);
    }
    case DuckDBTypeId.DATE:
      return new NumberColumn(new DateDay(), Int32Array, ({ days }: { days: number }) => days);
    case DuckDBTypeId.TIMESTAMP:
      return new NumberColumn(new TimestampMicrosecond(), BigInt64Array, micros);
    case DuckDBTypeId.TIMESTAMP_TZ:
      return new NumberColumn(new TimestampMicrosecond('UTC'), BigInt64Array, micros);
    case DuckDBTypeId.TIMESTAMP_NS:
      return new NumberColumn(
        new TimestampNanosecond(),
        BigInt64Array,
        ({ nanos }: { nanos: bigint }) => nanos,
      );
    case DuckDBTypeId.VARCHAR:
      return new BytesColumn(new Utf8());
    case DuckDBTypeId.BLOB:
      return new BytesColumn(new Binary());
    default:
      return null;
  }
}
