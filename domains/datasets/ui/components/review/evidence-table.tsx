import {
  type ColumnProfile,
  type DatasetView,
  isQuestion,
  type SemanticType,
  setMeaning,
} from '@insites/datasets/contract';
import { AppLink, ErrorState, Loaded, LoadingTable, useAction } from '@insites/ui';
import { NativeSelect, Switch, Text, Title } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useProfile, useRows } from '../../queries.ts';
import { CellText } from '../cell.tsx';
import { KindIcon } from '../kind-icon.tsx';
import type { Row } from '../preview/rows.ts';
import classes from './review.module.css';
import type { Proposals } from './review-tab.tsx';
import { typeChoices, typeName } from './type-names.ts';

/** Columns shown side by side; all are under Columns. */
const most = 40;
const rowsShown = 20;

/** The first rows with, at each column's head, what it was taken for and why; a person may say better. */
export function EvidenceTable(props: {
  readonly dataset: DatasetView;
  readonly proposals: Proposals;
}) {
  const { dataset, proposals } = props;
  const profile = useProfile(dataset.id, proposals.from);
  return (
    <section aria-labelledby="columns">
      <Title order={2} size="h4" id="columns" mb="xs">
        What each column means
      </Title>
      <Loaded query={profile}>
        {({ columns }) => (
          <Table
            dataset={dataset}
            proposals={proposals}
            columns={columns.slice(0, most)}
            total={columns.length}
          />
        )}
      </Loaded>
    </section>
  );
}

function Table(props: {
  readonly dataset: DatasetView;
  readonly proposals: Proposals;
  readonly columns: readonly ColumnProfile[];
  readonly total: number;
}) {
  const { dataset, proposals, columns, total } = props;
  const [besides, setBesides] = useState(true);
  const selection = { where: '', order: '', limit: rowsShown };
  const rows = useRows(dataset.id, proposals.version, selection);
  const raw = useRows(dataset.id, proposals.from, selection);
  const differs = proposals.version !== proposals.from;
  if (rows.error) return <ErrorState error={rows.error} />;
  if (!rows.data) return <LoadingTable rows={8} />;
  const beside = differs && besides ? (raw.data ?? null) : null;
  return (
    <>
      {differs ? (
        <Switch
          mb="sm"
          label="Show the values as in the file under those that changed"
          checked={besides}
          onChange={(event) => setBesides(event.currentTarget.checked)}
        />
      ) : null}
      <Scrolled label={`First rows of ${dataset.title}`}>
        <table className={classes.table} aria-label={`Rows of ${dataset.title}`}>
          <thead>
            <tr>
              {columns.map((column) => (
                <Head key={column.name} dataset={dataset} proposals={proposals} column={column} />
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.data.map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
              <tr key={index}>
                {columns.map((column) => (
                  <td key={column.name}>
                    <Cell column={column} row={row} raw={beside?.[index] ?? null} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolled>
      {total > columns.length ? (
        <Text size="sm" mt="xs">
          The first {columns.length} of {total} columns; all are under{' '}
          <AppLink href={`/datasets/${dataset.id}/columns`} underline="always">
            Columns
          </AppLink>
          .
        </Text>
      ) : null}
    </>
  );
}

function Scrolled({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className={classes.scroll} aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}

function Cell(props: {
  readonly column: ColumnProfile;
  readonly row: Row;
  readonly raw: Row | null;
}) {
  const { column, row, raw } = props;
  const value = row[column.name] ?? null;
  const before = raw ? (raw[column.name] ?? null) : value;
  return (
    <>
      <CellText value={value} kind={column.kind} ungrouped />
      {String(before) === String(value) ? null : (
        <span className={classes.raw}>
          in the file: {before === null ? 'missing' : String(before)}
        </span>
      )}
    </>
  );
}

function Head(props: {
  readonly dataset: DatasetView;
  readonly proposals: Proposals;
  readonly column: ColumnProfile;
}) {
  const { dataset, proposals, column } = props;
  const say = useAction(setMeaning);
  const { meaning } = column;
  const best = meaning?.best;
  const answered = proposals.steps.some(
    (step) => isQuestion(step) && step.done && step.action.column === column.name,
  );
  const change = (value: string) =>
    say.mutate({
      id: dataset.id,
      column: column.name,
      type: value === '' ? null : (value as SemanticType),
    });
  return (
    <th scope="col">
      <Text component="span" size="sm" fw={600} style={{ display: 'inline-flex', gap: 6 }}>
        <KindIcon kind={column.kind} size={14} />
        {column.name}
      </Text>
      {!best ? null : dataset.can.update ? (
        <NativeSelect
          mt={4}
          size="xs"
          aria-label={`What “${column.name}” means`}
          value={best.type}
          disabled={say.isPending}
          onChange={(event) => change(event.currentTarget.value)}
          data={[
            ...(meaning?.chosen ? [{ value: '', label: 'as the values say' }] : []),
            ...typeChoices,
          ]}
        />
      ) : (
        <Text size="sm">{typeName(best.type)}</Text>
      )}
      {best ? (
        <Text size="xs" c="dimmed" mt={4}>
          {answered ? 'Counts or measures something, as was said.' : whyOf(column)}
          {missingOf(column)}
        </Text>
      ) : null}
      {say.error ? <ErrorState error={say.error} /> : null}
    </th>
  );
}

function whyOf({ meaning }: ColumnProfile): string {
  if (meaning?.chosen) return 'A person said so.';
  if (meaning?.open)
    return 'Whole numbers: nothing tells whether they count something or name it, so they are text.';
  return meaning ? `${Math.round(meaning.best.confidence * 100)}% sure: ${meaning.best.why}` : '';
}

function missingOf({ meaning }: ColumnProfile): string {
  const [first, ...others] = meaning?.missing ?? [];
  if (!first) return '';
  const more = others.length > 0 ? ` and ${others.length} more` : '';
  return ` “${first.value}”${more} may stand for “missing”.`;
}
