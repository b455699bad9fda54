import { UnstyledButton } from '@mantine/core';
import IconArrowDown from '@tabler/icons-react/dist/esm/icons/IconArrowDown.mjs';
import IconArrowUp from '@tabler/icons-react/dist/esm/icons/IconArrowUp.mjs';
import { useMemo } from 'react';
import { areNames, CellText } from './cell.tsx';
import classes from './data-table.module.css';
import { type Kind, KindIcon } from './kind-icon.tsx';
import type { Cell } from './preview/rows.ts';

export interface TableHead {
  readonly name: string;
  readonly kind: Kind;
  /** Engine type, shown beside the name when given. */
  readonly type?: string;
}

export interface Order {
  readonly column: string;
  readonly descending: boolean;
}

/** Rows that scroll in both directions under a fixed head; numbers stand to the right. */
export function DataTable(props: {
  readonly label: string;
  readonly columns: readonly TableHead[];
  readonly rows: readonly (readonly Cell[])[];
  readonly order?: Order | null;
  /** Makes the heads buttons: ascending, descending, as it came. */
  readonly onOrder?: (order: Order | null) => void;
}) {
  const { columns, rows } = props;
  const ungrouped = useMemo(
    () =>
      columns.map(
        ({ name, kind }, at) =>
          kind === 'number' &&
          areNames(
            name,
            rows.map((row) => row[at] ?? null),
          ),
      ),
    [columns, rows],
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className={classes.scroll} aria-label={props.label} tabIndex={0}>
      <table className={classes.table} aria-label={props.label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <Head key={column.name} column={column} {...props} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
            <tr key={index}>
              {columns.map((column, at) => (
                <td
                  key={column.name}
                  className={column.kind === 'number' ? classes.number : undefined}
                >
                  <CellText
                    value={row[at] ?? null}
                    kind={column.kind}
                    ungrouped={ungrouped[at] ?? false}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Head(props: {
  readonly column: TableHead;
  readonly order?: Order | null;
  readonly onOrder?: (order: Order | null) => void;
}) {
  const { column, order, onOrder } = props;
  const current = order?.column === column.name ? order : null;
  const inside = (
    <>
      <KindIcon kind={column.kind} size={14} />
      <span>{column.name}</span>
      {column.type ? <span className={classes.type}>{column.type}</span> : null}
      {current?.descending === true ? <IconArrowDown size={14} aria-hidden /> : null}
      {current?.descending === false ? <IconArrowUp size={14} aria-hidden /> : null}
    </>
  );
  const sorted = current ? (current.descending ? 'descending' : 'ascending') : 'none';
  return (
    <th
      scope="col"
      className={column.kind === 'number' ? classes.number : undefined}
      {...(onOrder ? { 'aria-sort': sorted } : {})}
    >
      {onOrder ? (
        <UnstyledButton
          className={classes.head ?? ''}
          onClick={() => onOrder(nextOrder(column.name, current))}
        >
          {inside}
        </UnstyledButton>
      ) : (
        <span className={classes.head}>{inside}</span>
      )}
    </th>
  );
}

/** Ascending, then descending, then the order of the file. */
export function nextOrder(column: string, current: Order | null): Order | null {
  if (current === null) return { column, descending: false };
  return current.descending ? null : { column, descending: true };
}
