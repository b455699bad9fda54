import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fromText, kindOf } from '../src/text-input.ts';

const schema = z.object({
  text: z.string(),
  count: z.int().default(1),
  ratio: z.number().nullable().optional(),
  on: z.boolean().optional(),
  words: z.array(z.string()).optional(),
  sizes: z.array(z.int()).default([]),
  kind: z.enum(['a', 'b']),
  both: z.union([z.literal(1), z.string()]).optional(),
});

describe('fromText', () => {
  it('gives each field the type its schema asks for', () => {
    const given = {
      text: '12',
      count: '3',
      ratio: '0.5',
      on: 'yes',
      words: 'x,y',
      sizes: ['1', '2,3'],
    };
    expect(fromText(schema, given)).toEqual({
      text: '12',
      count: 3,
      ratio: 0.5,
      on: true,
      words: ['x', 'y'],
      sizes: [1, 2, 3],
    });
  });

  it('leaves what does not fit as text, for the schema to name', () => {
    expect(fromText(schema, { count: 'many', on: 'perhaps', ratio: ' ' })).toEqual({
      count: 'many',
      on: 'perhaps',
      ratio: ' ',
    });
  });

  it('drops undefined, keeps unknown fields, takes the last of repeated single values', () => {
    const given = { text: undefined, other: 'x', count: ['1', '2'] };
    expect(fromText(schema, given)).toEqual({ other: 'x', count: 2 });
  });

  it.each([
    ['true', true],
    ['1', true],
    ['', true],
    ['false', false],
    ['no', false],
  ])('reads %j as %j', (text, value) => {
    expect(fromText(schema, { on: text })).toEqual({ on: value });
  });

  it('brings every number back', () => {
    const number = fc
      .double({ noNaN: true, noDefaultInfinity: true })
      .filter((n) => !Object.is(n, -0));
    fc.assert(
      fc.property(number, (ratio) => {
        expect(fromText(schema, { ratio: String(ratio) })).toEqual({ ratio });
      }),
    );
  });
});

describe('kindOf', () => {
  it('looks through optional, nullable, default and transforms', () => {
    const kinds = Object.fromEntries(
      Object.entries(schema.shape).map(([name, field]) => [name, kindOf(field)]),
    );
    expect(kinds).toEqual({
      text: 'text',
      count: 'number',
      ratio: 'number',
      on: 'boolean',
      words: 'list',
      sizes: 'list',
      kind: 'choice',
      both: 'text',
    });
    expect(kindOf(z.string().transform((text) => text.length))).toBe('text');
    expect(kindOf(z.record(z.string(), z.number()).optional())).toBe('object');
  });
});
