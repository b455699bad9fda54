import { type DatasetView, repairs as repairsRoute } from '@insites/datasets/contract';
import { formatNumber, Loaded, useCall } from '@insites/ui';
import { Button, Table, Text, Title } from '@mantine/core';
import { shown } from './rejected-rows.tsx';
import classes from './sum.module.css';
import type { Repairs } from './use-repairs.ts';

/** Rows that were sent back: as in the file and as they are now. */
export function RepairedRows({
  dataset,
  repairs,
}: {
  readonly dataset: DatasetView;
  readonly repairs: Repairs;
}) {
  const version = dataset.latest?.number ?? 1;
  const query = useCall(repairsRoute, { id: dataset.id, version, limit: 200 });
  return (
    <section aria-labelledby="sent-back">
      <Title order={2} size="h4" id="sent-back" mb="xs">
        Sent back
      </Title>
      <Loaded query={query}>
        {({ total, items }) => (
          <>
            <Table.ScrollContainer minWidth={560}>
              <Table aria-label="Rows that were sent back" verticalSpacing="xs">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th ta="right">Line</Table.Th>
                    <Table.Th>As it stands in the file, and as it was sent back</Table.Th>
                    <Table.Th>By</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {items.map(({ line, text, cells, suggested }) => (
                    <Table.Tr key={`${line} ${text}`}>
                      <Table.Td ta="right" style={{ fontVariantNumeric: 'tabular-nums' }}>
                        {formatNumber(line)}
                      </Table.Td>
                      <Table.Td>
                        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long line scrolls and must be reachable by keyboard */}
                        <code className={classes.line} tabIndex={0}>
                          {text}
                        </code>
                        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: as above */}
                        <code className={classes.line} tabIndex={0}>
                          {shown(cells)}
                        </code>
                        {dataset.can.update ? (
                          <Button
                            mt={4}
                            size="compact-sm"
                            variant="default"
                            aria-label={`Take back line ${formatNumber(line)}`}
                            disabled={repairs.busy || dataset.held !== null}
                            onClick={() => repairs.takeBack(line)}
                          >
                            Take back
                          </Button>
                        ) : null}
                      </Table.Td>
                      <Table.Td>{suggested ? 'The suggestion' : 'A person'}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
            {total > items.length ? (
              <Text size="sm" c="dimmed">
                The first {formatNumber(items.length)} of {formatNumber(total)}.
              </Text>
            ) : null}
          </>
        )}
      </Loaded>
    </section>
  );
}
