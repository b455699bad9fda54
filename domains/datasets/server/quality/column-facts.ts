import type { ColumnProfile } from '../../contract/index.ts';

/** What is known of a column of one version, exactly, over all of its rows. */
export interface ColumnFacts {
  readonly name: string;
  readonly type: string;
  readonly kind: ColumnProfile['kind'];
  readonly rows: number;
  readonly missing: number;
  /** Every value occurs once; null: nobody looked, because it is far from it. */
  readonly unique: boolean | null;
  /** Bounds of numbers, dates and times, as text. */
  readonly least: string | null;
  readonly most: string | null;
  /** All of its values, when they are few; else null. */
  readonly values: readonly string[] | null;
  /** All shapes of its values (A, a and 9 stand for letters and digits), when they are few; else null. */
  readonly shapes: readonly string[] | null;
  /** Each value is at least the one before it; null: nobody looked. */
  readonly rising: boolean | null;
  readonly falling: boolean | null;
}

/** What was known of a version when it was made. */
export interface VersionFacts {
  readonly version: number;
  readonly rows: number;
  readonly at: Date;
  readonly columns: readonly ColumnFacts[];
}
