/** Something in a file that a person may choose, when there are several. */
export interface Choice {
  /** What to say to get it: a sheet's name, a table's name, path or number, a member's name. */
  readonly name: string;
  /** What it is, for people: `120 rows × 8 columns`. */
  readonly what: string;
}

/** What kind of part is chosen; also the name of the option that says it. */
export type PartKind = 'sheet' | 'table' | 'member';

/** Why bytes cannot become a table. */
export type Why =
  /** It is cut off, or its inside contradicts itself. */
  | { readonly kind: 'damaged'; readonly reason: string }
  /** It is made so that reading it would harm, or unpacks to far more than it is. */
  | { readonly kind: 'unsafe'; readonly reason: string }
  /** A password or encryption keeps us out. */
  | { readonly kind: 'locked' }
  /** Known, but not read here. */
  | { readonly kind: 'unsupported'; readonly what: string; readonly hint: string }
  | { readonly kind: 'tooWide'; readonly width: number }
  | { readonly kind: 'tooLong'; readonly where: string }
  | { readonly kind: 'empty'; readonly what: string }
  /** Several tables: the person chooses. `asked` was said and is not there. */
  | {
      readonly kind: 'choose';
      readonly part: PartKind;
      readonly asked: string | null;
      readonly choices: readonly Choice[];
    };

/** Thrown by readers of formats; caught where the process answers. */
export class Refusal extends Error {
  readonly why: Why;
  constructor(why: Why) {
    super(why.kind === 'damaged' || why.kind === 'unsafe' ? why.reason : why.kind);
    this.why = why;
  }
}

export const damaged = (reason: string): Refusal => new Refusal({ kind: 'damaged', reason });
export const unsafe = (reason: string): Refusal => new Refusal({ kind: 'unsafe', reason });
export const unsupported = (what: string, hint: string): Refusal =>
  new Refusal({ kind: 'unsupported', what, hint });
export const tooLong = (where: string): Refusal => new Refusal({ kind: 'tooLong', where });
export const tooWide = (width: number): Refusal => new Refusal({ kind: 'tooWide', width });
