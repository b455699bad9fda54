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
  /** Distance of the median from those of the block, as logarithms to ten; 9 without a block. */
  readonly unlike: Steps;
}
export type EvidenceName = keyof Points;
type Steps = readonly (readonly [above: number, points: number])[];

export const shift = -0.2;

export const points: Points = {
  down: [
    [0, -0.8],
    [0.11, -0.2],
    [0.33, -0.1],
    [0.43, -0.1],
    [0.48, -0.2],
  ],
  up: [
    [0.09, 0.6],
    [0.3, -0.4],
    [0.4, -0.3],
    [0.47, 0.7],
    [0.5, 0.1],
    [0.66, 0.3],
  ],
  same: [
    [0, -0.1],
    [0.021, 0.4],
    [0.1, 0.1],
    [0.31, 0.6],
    [0.77, 0.4],
  ],
  fromOne: [[0, 1.6]],
  years: [[0, -2.7]],
  highest: [
    [1.2, -0.3],
    [1.8, -0.8],
    [2, 0.2],
    [2.8, 0.1],
    [3.5, 0.6],
    [5.2, -0.5],
  ],
  tens: [
    [0, 0.5],
    [0.067, 0.3],
    [0.11, -0.5],
    [0.2, -0.2],
  ],
  gaps: [
    [0, -0.4],
    [0.28, 0.3],
    [0.6, 1],
    [1.2, 0.5],
    [2, -0.1],
  ],
  uneven: [
    [0.53, 0.2],
    [0.84, 0.3],
    [1.1, 0.6],
    [1.3, 0.4],
    [1.7, 0.4],
    [2.4, -0.5],
  ],
  heaped: [
    [0.12, -0.5],
    [0.22, -0.3],
    [0.33, 0.1],
    [0.46, -0.2],
    [0.59, -0.2],
    [0.78, 0.1],
  ],
  place: [
    [0.034, -0.4],
    [0.17, -0.6],
    [0.32, -0.3],
    [0.48, 0.1],
    [0.67, 0.1],
    [0.83, -0.4],
  ],
  block: [
    [1, -0.6],
    [3, -0.4],
    [5, -0.2],
    [8, -0.3],
    [13, -0.4],
    [20, -0.2],
  ],
  unlike: [
    [0.13, 0.6],
    [0.44, -0.3],
    [0.85, 0.2],
    [1.5, 0.2],
    [2.8, 0.2],
  ],
};
