/** Pairs that reach the same levels: one number a comparison, 0 where a value is missing, 1 the best level. */
export interface Pattern {
  readonly levels: readonly number[];
  readonly times: number;
}
