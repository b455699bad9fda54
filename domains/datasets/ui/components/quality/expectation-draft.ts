import type { Expectation } from '@insites/datasets/contract';

/** What kinds of expectations are called. */
export const kindLabels: Readonly<Record<Expectation['kind'], string>> = {
  notNull: 'Every row has a value',
  unique: 'No value occurs twice',
  range: 'Values lie in a range',
  pattern: 'Values fit a pattern',
  set: 'Values are from a list',
  foreignKey: 'Values stand in another dataset',
  monotone: 'Values rise or fall from row to row',
  freshness: 'The newest value is young enough',
  rowCount: 'There are as many rows as usual',
};

/** An expectation as a form holds it: texts. */
export interface Draft {
  readonly kind: Expectation['kind'];
  readonly column: string;
  /** More columns of a key, with commas. */
  readonly others: string;
  readonly least: string;
  readonly most: string;
  readonly pattern: string;
  readonly values: string;
  readonly dataset: string;
  readonly to: string;
  readonly direction: 'rising' | 'falling';
  readonly strictly: boolean;
  readonly days: string;
}

const empty: Draft = {
  kind: 'notNull',
  column: '',
  others: '',
  least: '',
  most: '',
  pattern: '',
  values: '',
  dataset: '',
  to: '',
  direction: 'rising',
  strictly: false,
  days: '7',
};

export function draftOf(expectation: Expectation | null): Draft {
  if (expectation === null) return empty;
  const { kind } = expectation;
  switch (kind) {
    case 'unique': {
      const [column = '', ...others] = expectation.columns;
      return { ...empty, kind, column, others: others.join(', ') };
    }
    case 'range':
      return {
        ...empty,
        kind,
        column: expectation.column,
        least: textOf(expectation.least),
        most: textOf(expectation.most),
      };
    case 'set':
      return { ...empty, kind, column: expectation.column, values: expectation.values.join('\n') };
    case 'freshness':
      return { ...empty, kind, column: expectation.column, days: String(expectation.days) };
    case 'rowCount':
      return { ...empty, kind, least: textOf(expectation.least), most: textOf(expectation.most) };
    case 'notNull':
    case 'pattern':
    case 'foreignKey':
    case 'monotone':
      return { ...empty, ...expectation };
  }
}

/** The expectation a form says; null while something needed is not there. */
export function expectationOf(draft: Draft): Expectation | null {
  const { kind, column } = draft;
  if (kind === 'rowCount') {
    const [least, most] = [wholeOf(draft.least), wholeOf(draft.most)];
    return least === null && most === null ? null : { kind, least, most, change: null };
  }
  if (column === '') return null;
  switch (kind) {
    case 'notNull':
      return { kind, column };
    case 'unique': {
      const others = draft.others.split(',').map((name) => name.trim());
      return { kind, columns: [column, ...others.filter((name) => name !== '')] };
    }
    case 'range': {
      const [least, most] = [boundOf(draft.least), boundOf(draft.most)];
      return least === null && most === null ? null : { kind, column, least, most };
    }
    case 'pattern':
      return draft.pattern === '' ? null : { kind, column, pattern: draft.pattern };
    case 'set': {
      const values = draft.values.split('\n').filter((value) => value !== '');
      return values.length === 0 ? null : { kind, column, values };
    }
    case 'foreignKey': {
      const { dataset, to } = draft;
      return dataset === '' || to === '' ? null : { kind, column, dataset, to };
    }
    case 'monotone':
      return { kind, column, direction: draft.direction, strictly: draft.strictly };
    case 'freshness': {
      const days = Number(draft.days);
      return Number.isFinite(days) && days >= 0 ? { kind, column, days } : null;
    }
  }
}

function boundOf(text: string): number | string | null {
  const bare = text.trim();
  if (bare === '') return null;
  const number = Number(bare);
  return Number.isFinite(number) ? number : bare;
}

function wholeOf(text: string): number | null {
  const number = Number(text.trim());
  return text.trim() !== '' && Number.isInteger(number) && number >= 0 ? number : null;
}

function textOf(bound: number | string | null): string {
  return bound === null ? '' : String(bound);
}
