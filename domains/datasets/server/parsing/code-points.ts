/**
 * Points for and against whole numbers being codes, as log odds: each is given where the evidence is above its value.
 * Fitted by `labelled/codes/fit.ts`.
 */
export interface Points {
  /** Share of rows whose number is below the one before; `up` above it, `same` equal. */
  readonly down: Steps;
  readonly up: Steps;
  readonly same: Steps;
  /** The lowest number is 1. */
  readonly fromOne: Steps;
  /** All lie between 1500 and 2200. */
  readonly years: Steps;
  /** The highest, as a logarithm to ten. */
  readonly highest: Steps;
  /** Share of the numbers from 100 on that are multiples of ten. */
  readonly tens: Steps;
  /** Width of the widest gap beside the middle one, as a logarithm to ten. */
  readonly gaps: Steps;
  /** How unlike neighbouring bins of the histogram are. */
  readonly uneven: Steps;
  /** Distance from lying evenly, 0 to 1. */
  readonly heaped: Steps;
  /** Place in the table, from 0 for the first column to 1. */
  readonly place: Steps;
  /** Columns of numbers next to each other. */
  readonly block: Steps;
  /** Few small numbers without 0, in a block. */
  readonly listed: Steps;
  /** Distance of the median from those of the block, as logarithms to ten; 9 without a block. */
  readonly unlike: Steps;
}
export type EvidenceName = keyof Points;
type Steps = readonly (readonly [above: number, points: number])[];

export const shift = 0.1;

export const points: Points = {
  down: [
    [0, -0.8],
    [0.13, 0.1],
    [0.34, -0.3],
    [0.43, -0.1],
    [0.48, -0.2],
    [0.51, 0.1],
  ],
  up: [
    [0.12, 0.3],
    [0.33, -0.2],
    [0.41, -0.1],
    [0.47, 0.6],
    [0.5, 0.1],
    [0.67, 0.2],
  ],
  same: [
    [0, -0.3],
    [0.014, 0.3],
    [0.086, 0.4],
    [0.28, 0.5],
    [0.72, 0.4],
  ],
  fromOne: [[0, 1.4]],
  years: [[0, -2.6]],
  highest: [
    [1.1, -0.5],
    [1.7, -0.7],
    [2, 0.6],
    [2.9, 0.2],
    [3.5, 0.6],
    [5.3, -0.5],
  ],
  tens: [
    [0.059, 0.3],
    [0.11, -0.4],
    [0.2, -0.2],
  ],
  gaps: [
    [0, -0.1],
    [0.3, 0.4],
    [0.65, 0.5],
    [1.2, 0.3],
    [2, 0.3],
  ],
  uneven: [
    [0.58, 0.5],
    [0.87, 0.4],
    [1.2, 0.4],
    [1.3, 0.5],
    [1.7, 0.1],
    [2.4, -0.4],
  ],
  heaped: [
    [0.12, -0.5],
    [0.22, -0.3],
    [0.32, -0.1],
    [0.45, 0.1],
    [0.57, -0.6],
    [0.74, -0.1],
  ],
  place: [
    [0.043, -0.3],
    [0.17, -0.3],
    [0.33, -0.4],
    [0.5, 0.2],
    [0.67, -0.2],
    [0.83, -0.2],
  ],
  block: [
    [1, -0.5],
    [2, -0.7],
    [5, -0.4],
    [8, -0.3],
    [12, -0.5],
    [19, -0.2],
  ],
  listed: [[0, 0.5]],
  unlike: [
    [0.14, 0.6],
    [0.45, -0.1],
    [0.88, -0.1],
    [1.5, 0.3],
    [3.1, 0.1],
  ],
};
