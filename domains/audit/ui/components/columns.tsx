import { AppLink, type Column, TimeAgo } from '@insites/ui';
import { Badge, Code, Text } from '@mantine/core';
import type { EntryView } from '../../contract/index.ts';

const outcomeLooks = {
  allowed: { label: 'Done', color: 'gray' },
  refused: { label: 'Refused', color: 'orange' },
  failed: { label: 'Failed', color: 'red' },
} as const;

const pagesOf: Readonly<Record<string, string>> = {
  dataset: '/datasets',
  file: '/files',
  job: '/jobs',
};

/** Columns of the log; `who` leaves out when all entries are of one person. */
export function entryColumns(who: boolean): readonly Column<EntryView>[] {
  const person: Column<EntryView> = {
    key: 'who',
    label: 'Who',
    render: (entry) => (
      <div>
        <Text size="sm">{entry.actorName}</Text>
        <Text size="xs" c="dimmed">
          {entry.credential === 'token' ? 'by API token' : entry.address}
        </Text>
      </div>
    ),
  };
  return [
    { key: 'at', label: 'When', render: (entry) => <TimeAgo at={entry.at} /> },
    ...(who ? [person] : []),
    { key: 'verb', label: 'Did what', render: (entry) => <Code>{entry.verb}</Code> },
    { key: 'object', label: 'With what', from: 'sm', render: (entry) => <What entry={entry} /> },
    { key: 'purpose', label: 'Why', from: 'lg', render: (entry) => entry.purpose ?? '–' },
    { key: 'outcome', label: 'Outcome', render: (entry) => <Outcome entry={entry} /> },
  ];
}

function What({ entry }: { readonly entry: EntryView }) {
  const page = pagesOf[entry.objectKind ?? ''];
  const name = entry.objectName ?? entry.objectKind ?? '–';
  const version = entry.version ? ` (version ${entry.version})` : '';
  if (page && entry.objectId)
    return (
      <AppLink href={`${page}/${entry.objectId}`} size="sm">
        {name}
        {version}
      </AppLink>
    );
  return (
    <>
      {name}
      {version}
    </>
  );
}

function Outcome({ entry }: { readonly entry: EntryView }) {
  const { label, color } = outcomeLooks[entry.outcome];
  return (
    <div>
      <Badge variant="light" color={color} tt="none">
        {label}
      </Badge>
      {entry.code ? (
        <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {entry.code}
        </Text>
      ) : null}
    </div>
  );
}
