/** What is wrong with an export: a changed file, or a log that contradicts a checkpoint that was kept. */
export const faultKinds = [
  'file',
  'order',
  'tree',
  'signature',
  'kept',
  'removal',
  'count',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** The first thing that is wrong. */
export interface ExportFault {
  readonly kind: FaultKind;
  /** The first bad entry lies at or after this position and at or before `to`. Null: no entry is to blame. */
  readonly from: number | null;
  readonly to: number | null;
  /** A sentence for people. */
  readonly sentence: string;
}

/** Thrown inside the check and nowhere else. */
export class Faulty extends Error {
  readonly fault: ExportFault;

  constructor(fault: ExportFault) {
    super(fault.sentence);
    this.fault = fault;
  }
}

/** @throws Faulty naming one position. */
export function faultAt(kind: FaultKind, position: number, sentence: string): never {
  throw new Faulty({ kind, from: position, to: position, sentence });
}

/** @throws Faulty about the export as a whole. */
export function faultOfAll(kind: FaultKind, sentence: string): never {
  throw new Faulty({ kind, from: null, to: null, sentence });
}
