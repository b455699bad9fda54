import type { Expectation, Tolerance } from '../../contract/index.ts';

/** What is expected, as a sentence a clerk reads. */
export function sentenceOf(expectation: Expectation, { absolute, relative }: Tolerance): string {
  const parts = [
    ...(absolute > 0 ? [`${number(absolute)} may differ`] : []),
    ...(relative > 0 ? [`${number(relative * 100)} % may differ`] : []),
  ];
  const letPass = parts.length === 0 ? '' : ` (${parts.join(', or ')})`;
  return `${plain(expectation)}${letPass}.`;
}

function plain(expectation: Expectation): string {
  switch (expectation.kind) {
    case 'notNull':
      return `Every row has a value in ${expectation.column}`;
    case 'unique':
      return `No two rows have the same ${expectation.columns.join(' and ')}`;
    case 'range':
      return `${expectation.column} is ${between(expectation.least, expectation.most)}`;
    case 'pattern':
      return `${expectation.column} looks like ${expectation.pattern}`;
    case 'set':
      return `${expectation.column} is ${listed(expectation.values)}`;
    case 'foreignKey':
      return `Every ${expectation.column} stands in ${expectation.to} of the other dataset`;
    case 'monotone':
      return `${expectation.column} is ${expectation.direction} from row to row${expectation.strictly ? ', never the same' : ''}`;
    case 'freshness':
      return `The newest ${expectation.column} is at most ${number(expectation.days)} days old`;
    case 'rowCount':
      return rowCount(expectation);
  }
}

/** Why a single row fails; stands beside it in the failing rows. */
export function reasonOf(expectation: Expectation): string {
  switch (expectation.kind) {
    case 'notNull':
      return `${expectation.column} is missing`;
    case 'unique':
      return `${expectation.columns.join(' and ')} occurs again`;
    case 'range':
      return `${expectation.column} is not ${between(expectation.least, expectation.most)}`;
    case 'pattern':
      return `${expectation.column} does not look like ${expectation.pattern}`;
    case 'set':
      return `${expectation.column} is none of the known values`;
    case 'foreignKey':
      return `${expectation.column} is not in the other dataset`;
    case 'monotone':
      return `${expectation.column} is not ${expectation.direction}`;
    case 'freshness':
    case 'rowCount':
      return '';
  }
}

/** The columns that an expectation speaks of. */
export function columnsOf(expectation: Expectation): readonly string[] {
  if (expectation.kind === 'unique') return expectation.columns;
  return 'column' in expectation ? [expectation.column] : [];
}

function between(least: number | string | null, most: number | string | null): string {
  if (least !== null && most !== null) return `${shown(least)} to ${shown(most)}`;
  if (least !== null) return `${shown(least)} or more`;
  return most === null ? 'anything' : `${shown(most)} or less`;
}

function rowCount({ least, most, change }: Extract<Expectation, { kind: 'rowCount' }>): string {
  const parts = [
    ...(least === null && most === null ? [] : [`There are ${between(least, most)} rows`]),
    ...(change === null
      ? []
      : [
          `the number of rows changes by ${number(change.least * 100)} % to ${number(change.most * 100)} %`,
        ]),
  ];
  const [first = 'There may be any number of rows', ...rest] = parts;
  return [first.charAt(0).toUpperCase() + first.slice(1), ...rest].join(', and ');
}

function listed(values: readonly string[]): string {
  const some = values.slice(0, 5).map((value) => `“${value}”`);
  const rest = values.length - some.length;
  const all = rest > 0 ? [...some, `${number(rest)} others`] : some;
  return all.length === 1 ? (all[0] ?? '') : `${all.slice(0, -1).join(', ')} or ${all.at(-1)}`;
}

function shown(bound: number | string): string {
  return typeof bound === 'number' ? number(bound) : bound;
}

/** A number as sentences write it. */
export function number(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: 4 });
}

/** A share as sentences write it. */
export function percent(share: number): string {
  const digits = share !== 0 && Math.abs(share) < 0.01 ? 2 : share > 0.99 && share < 1 ? 2 : 1;
  return `${(share * 100).toLocaleString('en', { maximumFractionDigits: digits })} %`;
}
