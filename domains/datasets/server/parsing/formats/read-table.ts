import type { Reading } from '../../../contract/index.ts';
import type { RecordCounts } from '../normalise.ts';
import type { PartKind } from '../refusal.ts';

/** Formats that are read in a process of their own; each is told from its bytes. */
export type TableFormat =
  | 'xlsx'
  | 'xls'
  | 'ods'
  | 'arrow'
  | 'shapefile'
  | 'kml'
  | 'xml'
  | 'sqlite'
  | 'fixed';

/** Which part of the file a person asked for. */
export type Part = { readonly [kind in PartKind]?: string | undefined };

export interface Asked extends Part {
  /** Nobody asked now: it was right for the version before, and need not be in this file. */
  readonly remembered?: boolean | undefined;
  /** How a delimited text is to be read. */
  readonly reading?: Reading | undefined;
  /** Which of two ways to read it, when a person was asked. */
  readonly dialect?: number | undefined;
}

/** What every reader of a format is given. */
export interface ReadInput {
  readonly path: string;
  /** A private folder for what does not fit into memory. */
  readonly folder: string;
  /** Where the rows go: UTF-8, comma, LF, no header. */
  readonly rowsPath: string;
  /** Where rejected rows go, as JSON Lines. */
  readonly rejectsPath: string;
  readonly widthAtMost: number;
  readonly asked: Asked;
}

/** One table, its rows written in plain form. */
export interface ReadTable {
  readonly format: TableFormat;
  /** Names as they stand in the file; a blank one where there is none. */
  readonly names: readonly string[];
  /** Columns that stay text whatever they look like. */
  readonly texts: readonly boolean[];
  readonly counts: RecordCounts;
  /** Whether names stand above the rows; null where a format has no such thing. */
  readonly header: boolean | null;
  readonly encoding: string | null;
  /** Which part of the file it is, in the words that would ask for it. */
  readonly part: Part;
  /** What else is to be known of how it was read, as sentences. */
  readonly notes: readonly string[];
  /** Coordinate system of its shapes, as the file says. */
  readonly crs?: string;
  /** Fixed width: where each column begins, in characters. */
  readonly cuts?: readonly number[];
}

/** Counts of a file that consists of rows and nothing else. */
export function onlyRows(loaded: number, rejected = 0): RecordCounts {
  return {
    records: loaded + rejected,
    loaded,
    rejected,
    header: 0,
    preamble: 0,
    blank: 0,
    footer: 0,
  };
}
