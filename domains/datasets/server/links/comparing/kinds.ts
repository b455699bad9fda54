/** How two values of a column are compared. */
export const comparisonKinds = [
  'given-name',
  'family-name',
  'name',
  'organisation',
  'address',
  'date',
  'number',
  'identifier',
  'email',
  'phone',
  'zip',
  'category',
  'words',
] as const;
export type ComparisonKind = (typeof comparisonKinds)[number];

/** A column that takes part, and how. */
export interface Comparison {
  readonly column: string;
  readonly kind: ComparisonKind;
  /** Values that stand for “missing”. */
  readonly missing: readonly string[];
  /** Place of the comparison of the other name among all, where given and family names may stand swapped. */
  readonly partner?: number;
}

/** A level of agreement: what it is called, and how often pairs of the same thing reach it before anything was counted. */
export interface Level {
  readonly label: string;
  readonly usual: number;
}

const level = (label: string, usual: number): Level => ({ label, usual });

const names = [
  level('the same', 0.7),
  level('the same but for a letter or two', 0.13),
  level('alike, or one begins the other', 0.08),
  level('different', 0.09),
];
const swapping = [
  level('the same', 0.68),
  level('swapped with the other name', 0.04),
  ...names.slice(1).map(({ label, usual }) => level(label, usual * 0.93)),
];

const levels: Readonly<Record<ComparisonKind, readonly Level[]>> = {
  'given-name': names,
  'family-name': names,
  name: names,
  organisation: [
    level('the same', 0.55),
    level('the same words but for common ones', 0.15),
    level('nearly the same, or one within the other', 0.15),
    level('alike', 0.08),
    level('different', 0.07),
  ],
  address: [
    level('the same', 0.65),
    level('the same number, a street spelled alike', 0.15),
    level('the same street, another number', 0.05),
    level('alike', 0.08),
    level('different', 0.07),
  ],
  date: [
    level('the same', 0.75),
    level('the same but for one digit', 0.1),
    level('within a month, or two digits apart', 0.06),
    level('within a year', 0.03),
    level('different', 0.06),
  ],
  number: [
    level('the same', 0.8),
    level('within 1 %', 0.07),
    level('within 10 %', 0.05),
    level('different', 0.08),
  ],
  identifier: [
    level('the same', 0.8),
    level('the same but for one character', 0.1),
    level('two characters apart', 0.04),
    level('different', 0.06),
  ],
  email: [
    level('the same', 0.7),
    level('the same before @', 0.08),
    level('the same but for a letter or two', 0.1),
    level('alike', 0.05),
    level('different', 0.07),
  ],
  phone: [
    level('the same', 0.75),
    level('the same but for one digit or the area', 0.09),
    level('two digits apart', 0.04),
    level('different', 0.12),
  ],
  zip: [
    level('the same', 0.85),
    level('the same but for one digit', 0.06),
    level('of the same area', 0.04),
    level('different', 0.05),
  ],
  category: [level('the same', 0.85), level('spelled alike', 0.08), level('different', 0.07)],
  words: [
    level('the same', 0.6),
    level('nearly the same words', 0.2),
    level('some of the same words', 0.1),
    level('different', 0.1),
  ],
};

/** The levels of a comparison, best first; the last is “different”. A missing value is no level: it says nothing. */
export function levelsOf({
  kind,
  partner,
}: Pick<Comparison, 'kind' | 'partner'>): readonly Level[] {
  return partner === undefined ? levels[kind] : swapping;
}

/** Levels that agree in the value itself, whose weight depends on how rare the value is. */
export const exactLevel = 1;
