import { VisuallyHidden } from '@mantine/core';
import classes from './cell.module.css';
import type { Kind } from './kind-icon.tsx';
import type { Cell } from './preview/rows.ts';

const fractions = new Intl.NumberFormat(undefined, { maximumFractionDigits: 6 });

/** A value of a table. Missing is a dash that screen readers read as “missing”. */
export function CellText(props: {
  readonly value: Cell;
  readonly kind: Kind;
  /** Numbers that name rather than count (years, ids) stand without separators. */
  readonly ungrouped?: boolean;
}) {
  const { value, kind, ungrouped = false } = props;
  if (value === null)
    return (
      <span className={classes.missing}>
        <span aria-hidden>—</span>
        <VisuallyHidden>missing</VisuallyHidden>
      </span>
    );
  if (value === '')
    return (
      <span className={classes.missing}>
        <span aria-hidden>“”</span>
        <VisuallyHidden>empty text</VisuallyHidden>
      </span>
    );
  return (
    <span className={classes.value}>{ungrouped ? String(value) : shownCell(value, kind)}</span>
  );
}

/** A value in words: yes and no, numbers as the reader's place writes them, exact beyond 2^53. */
export function shownCell(value: Exclude<Cell, null>, kind: Kind): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return fractions.format(value);
  if (kind === 'number' && /^-?\d+$/.test(value)) return BigInt(value).toLocaleString();
  return kind === 'datetime' ? value.replace('T', ' ') : value;
}

/** Whether numbers name rather than count: ids and codes by their name, years by their values. */
export function areNames(column: string, values: readonly Cell[]): boolean {
  if (/(^|[_\s])(id|year|code|zip|number|nr|no)$/i.test(column)) return true;
  const there = values.filter((value) => value !== null);
  return (
    there.length > 0 &&
    there.every(
      (value) => Number.isInteger(value) && Number(value) >= 1500 && Number(value) <= 2200,
    )
  );
}
