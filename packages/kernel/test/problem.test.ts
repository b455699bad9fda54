import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asInsitesError, type ErrorKind, errorKinds, errors, InsitesError } from '../src/errors.ts';
import { fromProblem, problemSchema, toProblem } from '../src/problem.ts';

const kinds = Object.keys(errorKinds) as ErrorKind[];

describe('a problem', () => {
  it('brings back every error as it was, without its cause', () => {
    const field = fc.record({ path: fc.string(), message: fc.string() });
    const details = fc.record(
      { hint: fc.string(), fields: fc.array(field), retryAfter: fc.nat() },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds),
        fc.string(),
        fc.string(),
        details,
        (kind, code, message, more) => {
          const error = new InsitesError(kind, code, message, { ...more, cause: 'secret' });
          const sent = JSON.stringify(toProblem(error, 'r1'));
          const back = fromProblem(problemSchema.parse(JSON.parse(sent)));
          expect([back.kind, back.code, back.message]).toEqual([kind, code, message]);
          expect(back.details).toEqual(more);
          expect(back.cause).toBeUndefined();
        },
      ),
    );
  });

  it('takes status and title from the kind', () => {
    const problem = toProblem(errors.conflict('things.taken', 'Taken.'), 'r1');
    expect(problem).toEqual({
      type: '/docs/errors#things.taken',
      title: errorKinds.conflict.title,
      status: 409,
      detail: 'Taken.',
      code: 'things.taken',
      kind: 'conflict',
      requestId: 'r1',
    });
  });
});

describe('kinds', () => {
  it('have exit codes of their own', () => {
    const exits = kinds.map((kind) => errorKinds[kind].exit);
    expect(new Set(exits).size).toBe(kinds.length);
    expect(exits).not.toContain(0);
  });
});

describe('asInsitesError', () => {
  it('keeps ours and hides the text of others', () => {
    const ours = errors.notFound('things.unknown', 'No.');
    expect(asInsitesError(ours)).toBe(ours);
    for (const thrown of [new Error('secret'), 'secret', null]) {
      const error = asInsitesError(thrown);
      expect(error.kind).toBe('internal');
      expect(JSON.stringify(toProblem(error))).not.toContain('secret');
      expect(error.cause).toBe(thrown);
    }
  });
});
