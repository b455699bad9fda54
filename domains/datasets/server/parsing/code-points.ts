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

/** All points, and what is given without any evidence. */
export interface Scorecard {
  readonly shift: number;
  readonly points: Points;
}

export const shift = 0;

export const points: Points = {
  down: [
    [0, -0.9],
    [0.18, -0.2],
    [0.36, -0.3],
    [0.44, -0.5],
    [0.49, 0.2],
    [0.52, 0.2],
  ],
  up: [
    [0.14, 0.4],
    [0.33, -0.3],
    [0.47, 0.6],
    [0.5, 0.2],
  ],
  same: [
    [0, -0.2],
    [0.014, 0.4],
    [0.078, 0.4],
    [0.26, 0.4],
    [0.66, 0.5],
  ],
  fromOne: [[0, 1.4]],
  years: [[0, -1.1]],
  highest: [
    [1.1, -0.4],
    [1.7, -0.6],
    [2, 0.6],
    [2.6, 0.4],
    [3.7, 0.5],
    [5.4, -0.5],
  ],
  tens: [
    [0, 0.1],
    [0.042, 0.2],
    [0.11, -0.4],
    [0.19, -0.3],
  ],
  gaps: [
    [0.37, 0.3],
    [0.7, 0.4],
    [1.3, 0.2],
    [2, 0.2],
  ],
  uneven: [
    [0.57, 0.5],
    [0.85, 0.3],
    [1.1, 0.2],
    [1.3, 0.6],
    [1.6, 0.3],
    [2.2, -0.2],
  ],
  heaped: [
    [0.14, -0.4],
    [0.23, -0.4],
    [0.33, 0.1],
    [0.45, -0.1],
    [0.57, -0.6],
    [0.73, 0.2],
  ],
  place: [
    [0.054, -0.2],
    [0.19, -0.5],
    [0.33, -0.4],
    [0.5, 0.2],
    [0.67, -0.1],
    [0.85, -0.3],
  ],
  block: [
    [1, -0.7],
    [3, -0.8],
    [5, -0.2],
    [8, -0.2],
    [13, -0.6],
    [20, -0.2],
  ],
  listed: [[0, 0.5]],
  unlike: [
    [0.13, 0.7],
    [0.42, -0.3],
    [1.4, 0.2],
    [2.8, 0.2],
  ],
};
