import { CopyCode, formatNumber, formatTime } from '@insites/ui';
import { Code, Modal, Stack, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { EntryView } from '../../contract/index.ts';
import { wordsOf } from './verbs.ts';

/** All that the log holds of one entry, and how to prove it. */
export function EntryDialog(props: {
  readonly entry: EntryView | null;
  readonly onClose: () => void;
}) {
  const { entry } = props;
  return (
    <Modal
      opened={entry !== null}
      onClose={props.onClose}
      title={entry ? `Entry ${formatNumber(Number(entry.id))}` : ''}
      size="lg"
      centered
    >
      {entry ? (
        <Stack>
          <Table variant="vertical" layout="fixed" withTableBorder>
            <Table.Tbody>
              {linesOf(entry).map(([label, value]) => (
                <Table.Tr key={label}>
                  <Table.Th scope="row" w={140}>
                    {label}
                  </Table.Th>
                  <Table.Td style={{ overflowWrap: 'anywhere' }}>{value}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
          <Text size="sm" c="dimmed">
            The proof that this entry stands in the signed log:
          </Text>
          <CopyCode label="Proof" value={`insites audit prove ${entry.id} --json`} />
        </Stack>
      ) : null}
    </Modal>
  );
}

function linesOf(entry: EntryView): readonly (readonly [string, ReactNode])[] {
  const lines: (readonly [string, ReactNode])[] = [
    ['When', formatTime(entry.at)],
    ['Who', entry.role ? `${entry.actorName}, as ${entry.role}` : entry.actorName],
    ['By', entry.credentialId ? `${entry.credential} ${entry.credentialId}` : entry.credential],
    ['From', entry.address],
    ['Did what', `${wordsOf(entry.verb)} (${entry.verb})`],
    ['Why', entry.purpose],
    ['With what', [entry.objectKind, entry.objectName ?? entry.objectId].filter(Boolean).join(' ')],
    ['Version', entry.version],
    ['Outcome', entry.code ? `${entry.outcome}: ${entry.code}` : entry.outcome],
    ['Policies', entry.policyVersion],
    ['Columns', entry.columns?.join(', ')],
    ['Rows', entry.rows === null ? null : formatNumber(entry.rows)],
    ['Answer', entry.digest ? <Code key="digest">{`SHA-256 ${entry.digest}`}</Code> : null],
    ['Request', entry.requestId],
    [
      'Details',
      Object.keys(entry.details).length > 0 ? (
        <Code key="details">{JSON.stringify(entry.details)}</Code>
      ) : null,
    ],
  ];
  return lines.filter(([, value]) => value !== null && value !== undefined && value !== '');
}
