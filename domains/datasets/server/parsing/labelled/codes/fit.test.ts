import { expect, it } from 'vitest';
import { points, shift } from '../../code-points.ts';
import { fit, outOfFold, read } from './fit.ts';

const { names, columns } = read();

it('the points are those that the labelled columns give', () => {
  expect(fit(names, columns)).toEqual({ shift, points });
});

it('of files left out of the fit hardly a code is called a number, and most quantities are', () => {
  const judged = outOfFold(names, columns);
  const codes = judged.filter(({ column }) => column.isCode);
  const quantities = judged.filter(({ column }) => !column.isCode && column.nameless);
  expect(codes.length).toBeGreaterThan(300);
  expect(quantities.length).toBeGreaterThan(400);
  expect(codes.filter(({ odds }) => odds < -1.5).length).toBeLessThanOrEqual(0.03 * codes.length);
  expect(quantities.filter(({ odds }) => odds >= -1.5).length).toBeLessThanOrEqual(
    0.25 * quantities.length,
  );
});
