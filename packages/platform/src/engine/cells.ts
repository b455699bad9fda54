import {
  DuckDBBlobValue,
  DuckDBDateValue,
  DuckDBTimestampMillisecondsValue,
  DuckDBTimestampNanosecondsValue,
  DuckDBTimestampSecondsValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  type DuckDBType,
  DuckDBTypeId,
  type DuckDBValue,
  type Json,
  JsonDuckDBValueConverter,
} from '@duckdb/node-api';
import type { Cell } from './engine.ts';

/**
 * A value of the engine as a cell: whole numbers as numbers where JavaScript holds them exactly, else
 * as text; decimals as text; dates and times as ISO 8601; blobs as hexadecimal; lists, structs and
 * maps as JSON text; NaN and the infinities by name.
 */
export function cellOf(value: DuckDBValue, type: DuckDBType): Cell {
  if (value === null) return null;
  switch (typeof value) {
    case 'boolean':
    case 'string':
      return value;
    case 'number':
      return Number.isFinite(value) ? value : String(value);
    case 'bigint':
      return exact(value);
  }
  if (value instanceof DuckDBBlobValue) return Buffer.from(value.bytes).toString('hex');
  if (value instanceof DuckDBDateValue) return String(value);
  const time = timeText(value);
  if (time !== null) return time;
  return isNested(type) ? JSON.stringify(jsonOf(value, type)) : String(value);
}

/** The name of a type as SQL knows it; the values of an ENUM are left out. */
export function typeName(type: DuckDBType): string {
  if (type.typeId === DuckDBTypeId.ENUM) return 'ENUM';
  return type.alias ?? String(type);
}

function exact(value: bigint): number | string {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}

const endless = /infinity/;

function timeText(value: DuckDBValue): string | null {
  if (value instanceof DuckDBTimestampTZValue) {
    const text = String(new DuckDBTimestampValue(value.micros));
    return endless.test(text) ? text : `${text.replace(' ', 'T')}Z`;
  }
  const plain =
    value instanceof DuckDBTimestampValue ||
    value instanceof DuckDBTimestampSecondsValue ||
    value instanceof DuckDBTimestampMillisecondsValue ||
    value instanceof DuckDBTimestampNanosecondsValue;
  return plain ? String(value).replace(' ', 'T') : null;
}

function isNested(type: DuckDBType): boolean {
  const { LIST, ARRAY, STRUCT, MAP, UNION, VARIANT } = DuckDBTypeId;
  return ([LIST, ARRAY, STRUCT, MAP, UNION, VARIANT] as number[]).includes(type.typeId);
}

function jsonOf(value: DuckDBValue, type: DuckDBType): Json {
  return JsonDuckDBValueConverter(value, type, JsonDuckDBValueConverter);
}
