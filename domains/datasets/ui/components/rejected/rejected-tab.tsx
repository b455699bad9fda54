import type { DatasetView } from '@insites/datasets/contract';
import { EmptyState, formatNumber, Loaded } from '@insites/ui';
import { Stack, Table, Text } from '@mantine/core';
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import { type Rejected, useRejected } from '../../queries.ts';
import classes from './sum.module.css';
import { ConservationSum } from './sum.tsx';

/** The sum of the file's rows, and those that could not be read with the reason. */
export function RejectedTab({ dataset }: { readonly dataset: DatasetView }) {
  const rejected = useRejected(dataset.id, dataset.latest?.number ?? 1);
  const conservation = dataset.latest?.conservation;
  return (
    <Stack gap="lg">
      {conservation ? <ConservationSum conservation={conservation} /> : null}
      <Loaded query={rejected}>{(loaded) => <Rows rejected={loaded} />}</Loaded>
    </Stack>
  );
}

function Rows({ rejected }: { readonly rejected: Rejected }) {
  if (rejected.total === 0)
    return (
      <EmptyState title="Every row could be read" icon={IconCheck}>
        Nothing of the file was left out.
      </EmptyState>
    );
  return (
    <Stack gap="xs">
      <Table.ScrollContainer minWidth={560}>
        <Table aria-label="Rejected rows" verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th ta="right">Line</Table.Th>
              <Table.Th>Column</Table.Th>
              <Table.Th>Reason</Table.Th>
              <Table.Th>As it stands in the file</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rejected.items.map((row) => (
              <Table.Tr key={`${row.line} ${row.column} ${row.reason}`}>
                <Table.Td ta="right" style={{ fontVariantNumeric: 'tabular-nums' }}>
                  {formatNumber(row.line)}
                </Table.Td>
                <Table.Td>{row.column ?? '—'}</Table.Td>
                <Table.Td>{row.reason}</Table.Td>
                <Table.Td>
                  {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long line scrolls and must be reachable by keyboard */}
                  <code className={classes.line} tabIndex={0}>
                    {row.text}
                  </code>
                  {row.suggestion === undefined ? null : (
                    <>
                      <Text size="sm" mt={4}>
                        Perhaps meant: {row.repair}
                      </Text>
                      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: as above */}
                      <code className={classes.line} tabIndex={0}>
                        {row.suggestion}
                      </code>
                    </>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {rejected.total > rejected.items.length ? (
        <Text size="sm" c="dimmed">
          The first {formatNumber(rejected.items.length)} of {formatNumber(rejected.total)} rejected
          rows.
        </Text>
      ) : null}
    </Stack>
  );
}
