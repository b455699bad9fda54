import { Table, UnstyledButton, VisuallyHidden } from '@mantine/core';
import IconArrowDown from '@tabler/icons-react/dist/esm/icons/IconArrowDown.mjs';
import IconArrowUp from '@tabler/icons-react/dist/esm/icons/IconArrowUp.mjs';
import IconSelector from '@tabler/icons-react/dist/esm/icons/IconSelector.mjs';
import classes from './data-list.module.css';
import type { Column } from './data-list.tsx';
import type { ListControl } from './list-state.ts';

/** The head of a column; a button when the list can be sorted by it. */
export function HeadCell<T>(props: {
  readonly column: Column<T>;
  readonly control: ListControl | undefined;
}) {
  const { column, control } = props;
  const sortable = control !== undefined && column.sort !== undefined;
  const sorted = sortable && control.state.sort === column.sort;
  const direction = control?.state.descending ? 'descending' : 'ascending';
  return (
    <Table.Th
      scope="col"
      role="columnheader"
      data-sortable={sortable || undefined}
      {...(column.from ? { visibleFrom: column.from } : {})}
      {...(column.align ? { ta: column.align } : {})}
      {...(sortable ? { 'aria-sort': sorted ? direction : 'none' } : {})}
    >
      {sortable ? <SortButton {...{ column, control, sorted }} /> : <Label {...{ column }} />}
    </Table.Th>
  );
}

function Label<T>({ column }: { readonly column: Column<T> }) {
  return column.quiet ? <VisuallyHidden>{column.label}</VisuallyHidden> : column.label;
}

function SortButton<T>(props: {
  readonly column: Column<T>;
  readonly control: ListControl;
  readonly sorted: boolean;
}) {
  const { column, control, sorted } = props;
  const Arrow = sorted ? (control.state.descending ? IconArrowDown : IconArrowUp) : IconSelector;
  const sort = () =>
    control.change({
      sort: column.sort ?? '',
      descending: sorted ? !control.state.descending : column.align === 'right',
    });
  return (
    <UnstyledButton className={classes.sort ?? ''} onClick={sort}>
      {column.label}
      <Arrow size={14} aria-hidden />
    </UnstyledButton>
  );
}
