import { describe, expect, it } from 'vitest';
import { mayLose } from './types.ts';

describe('mayLose', () => {
  it.each([
    ['text', 'varchar(10)'],
    ['text', 'integer'],
    ['bigint', 'integer'],
    ['numeric', 'bigint'],
    ['timestamp with time zone', 'date'],
    ['timestamp with time zone', 'timestamp'],
    ['timestamp (6) with time zone', 'timestamp (3) with time zone'],
    ['timestamp', 'timestamp (3)'],
    ['varchar(80)', 'varchar(40)'],
    ['varchar', 'varchar(40)'],
    ['numeric(10, 2)', 'numeric(10, 4)'],
    ['numeric(10, 4)', 'numeric(10, 2)'],
    ['numeric', 'numeric(10, 2)'],
    ['integer', 'numeric(4, 2)'],
    ['double precision', 'real'],
    ['bigint', 'double precision'],
    ['json', 'jsonb'],
    ['text', 'text[]'],
    ['bigint[]', 'integer[]'],
    ['bytea', 'text'],
    ['uuid', 'integer'],
    ['char(5)', 'char(8)'],
    ['"extensions".geometry(Point,4326)', '"extensions".geometry(Polygon,4326)'],
  ])('%s as %s', (from, to) => expect(mayLose(from, to)).toBe(true));

  it.each([
    ['integer', 'bigint'],
    ['smallint', 'integer'],
    ['bigint', 'numeric'],
    ['integer', 'double precision'],
    ['real', 'double precision'],
    ['varchar(40)', 'varchar(80)'],
    ['varchar(40)', 'varchar'],
    ['character varying(40)', 'text'],
    ['char(5)', 'varchar(5)'],
    ['numeric(10, 2)', 'numeric(12, 2)'],
    ['numeric(10, 2)', 'numeric(12, 4)'],
    ['numeric(10, 2)', 'numeric'],
    ['timestamp (3) with time zone', 'timestamp with time zone'],
    ['date', 'timestamp'],
    ['uuid', 'text'],
    ['integer[]', 'bigint[]'],
    ['jsonb', 'text'],
  ])('not %s as %s', (from, to) => expect(mayLose(from, to)).toBe(false));
});
