import { Button, CloseButton, Group, Stack, Table, Text, TextInput } from '@mantine/core';
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs';
import type { ReactNode } from 'react';
import classes from './data-list.module.css';
import { HeadCell } from './data-list-head.tsx';
import { formatNumber } from './format.ts';
import type { ListControl } from './list-state.ts';
import { EmptyState, ErrorState, LoadingTable } from './states.tsx';

export interface Column<T> {
  readonly key: string;
  readonly label: string;
  readonly render: (row: T) => ReactNode;
  /** The column's name in the list route's `sort`; without it the column cannot be sorted. */
  readonly sort?: string;
  /** Numbers go to the right. */
  readonly align?: 'right';
  /** Left out on screens narrower than this (sm 768 px, md 992 px, lg 1200 px). */
  readonly from?: 'sm' | 'md' | 'lg';
  /** The label is for screen readers only (menus, buttons). */
  readonly quiet?: boolean;
}

/**
 * A list as every list here is: search, sort by the head of a column, skeleton, error with retry,
 * an empty state that says the next step, and paging.
 */
export function DataList<T>(props: {
  /** What the list holds, for screen readers: `Datasets`. */
  readonly label: string;
  readonly columns: readonly Column<T>[];
  readonly query: {
    readonly data: { readonly items: readonly T[]; readonly total: number } | undefined;
    readonly error: unknown;
    readonly refetch: () => unknown;
  };
  readonly rowKey: (row: T) => string;
  /** Shown when nothing is there and nothing was searched. */
  readonly empty: ReactNode;
  /** Search, sort and paging, when the route has them: `useListState(…)`. */
  readonly control?: ListControl;
  /** Hides the search box. */
  readonly noSearch?: boolean;
  readonly searchLabel?: string;
  /** Filters and buttons beside the search box. */
  readonly tools?: ReactNode;
}) {
  const { control, query } = props;
  return (
    <Stack gap="sm">
      {(control && !props.noSearch) || props.tools ? (
        <Group gap="sm" justify="space-between">
          {control && !props.noSearch ? (
            <SearchBox
              control={control}
              label={props.searchLabel ?? `Search ${props.label.toLowerCase()}`}
            />
          ) : null}
          {props.tools}
        </Group>
      ) : null}
      {query.error && query.data === undefined ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : query.data === undefined ? (
        <LoadingTable />
      ) : query.data.items.length === 0 ? (
        <Nothing control={control} empty={props.empty} />
      ) : (
        <>
          <Rows {...props} items={query.data.items} />
          {control ? (
            <Pages control={control} total={query.data.total} shown={query.data.items.length} />
          ) : null}
        </>
      )}
    </Stack>
  );
}

function SearchBox({ control, label }: { readonly control: ListControl; readonly label: string }) {
  return (
    <TextInput
      type="search"
      aria-label={label}
      placeholder={label}
      className={classes.search ?? ''}
      leftSection={<IconSearch size={16} aria-hidden />}
      value={control.typed}
      onChange={(event) => control.setTyped(event.currentTarget.value)}
      rightSection={
        control.typed ? (
          <CloseButton aria-label="Clear the search" onClick={() => control.setTyped('')} />
        ) : null
      }
    />
  );
}

function Nothing(props: { readonly control: ListControl | undefined; readonly empty: ReactNode }) {
  const { control } = props;
  if (!control?.state.search && !control?.state.offset) return props.empty;
  const back = () => {
    control.setTyped('');
    control.change({ search: '', offset: 0 });
  };
  return (
    <EmptyState
      title={
        control.state.search ? `Nothing found for “${control.state.search}”` : 'Nothing more here'
      }
      icon={IconSearch}
      action={
        <Button variant="default" onClick={back}>
          Show all
        </Button>
      }
    />
  );
}

function Rows<T>(props: {
  readonly label: string;
  readonly columns: readonly Column<T>[];
  readonly rowKey: (row: T) => string;
  readonly items: readonly T[];
  readonly control?: ListControl;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: not a set of fields
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div className={classes.scroll} role="group" aria-label={props.label} tabIndex={0}>
      {/* Roles said aloud, because on phones the rows are laid out as cards and lose them. */}
      <Table
        role="table"
        verticalSpacing="xs"
        highlightOnHover
        aria-label={props.label}
        className={classes.table ?? ''}
      >
        <Table.Thead role="rowgroup">
          <Table.Tr role="row">
            {props.columns.map((column) => (
              <HeadCell key={column.key} column={column} control={props.control} />
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody role="rowgroup">
          {props.items.map((row) => (
            <Table.Tr key={props.rowKey(row)} role="row">
              {props.columns.map((column) => (
                <Table.Td
                  key={column.key}
                  role="cell"
                  data-label={column.quiet ? undefined : column.label}
                  data-quiet={column.quiet || undefined}
                  {...(column.from ? { visibleFrom: column.from } : {})}
                  {...(column.align ? { ta: column.align, className: classes.number ?? '' } : {})}
                >
                  {column.render(row)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function Pages(props: {
  readonly control: ListControl;
  readonly total: number;
  readonly shown: number;
}) {
  const { control, total, shown } = props;
  const { offset, limit } = control.state;
  if (total <= shown && offset === 0) return null;
  const sentence = `${formatNumber(offset + 1)} to ${formatNumber(offset + shown)} of ${formatNumber(total)}`;
  return (
    <Group justify="space-between">
      <Text size="sm" c="dimmed" role="status">
        {sentence}
      </Text>
      <Group gap="xs">
        <Button
          variant="default"
          size="xs"
          disabled={offset === 0}
          onClick={() => control.change({ offset: Math.max(0, offset - limit) })}
        >
          Back
        </Button>
        <Button
          variant="default"
          size="xs"
          disabled={offset + shown >= total}
          onClick={() => control.change({ offset: offset + limit })}
        >
          Next
        </Button>
      </Group>
    </Group>
  );
}
