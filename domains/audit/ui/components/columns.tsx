import { AppLink, type Column, TimeAgo } from '@insites/ui';
import { Badge, Text } from '@mantine/core';
import type { EntryView } from '../../contract/index.ts';
import { wordsOf } from './verbs.ts';

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
        <Text size="sm">{nameOf(entry)}</Text>
        <Text size="xs" c="dimmed">
          {entry.credential === 'token' ? 'by API token' : entry.address}
        </Text>
      </div>
    ),
  };
  return [
    { key: 'at', label: 'When', render: (entry) => <TimeAgo at={entry.at} /> },
    ...(who ? [person] : []),
    { key: 'verb', label: 'Did what', render: (entry) => <Did verb={entry.verb} /> },
    { key: 'object', label: 'With what', render: (entry) => <What entry={entry} /> },
    { key: 'purpose', label: 'Why', from: 'lg', render: (entry) => entry.purpose ?? '–' },
    { key: 'outcome', label: 'Outcome', render: (entry) => <Outcome entry={entry} /> },
  ];
}

/** Who signs in is a visitor until then: the person signed in is who it was. */
function nameOf({ actorId, actorName, outcome, objectKind, objectName }: EntryView): string {
  const unknown = actorId === null && actorName === 'Visitor';
  // A sign-in that was refused may have been somebody else.
  const became = outcome === 'allowed' && objectKind === 'person' ? objectName : null;
  return unknown && became ? became : actorName;
}

/** What was done in plain words; below, the verb that the filter and the command line know. */
function Did({ verb }: { readonly verb: string }) {
  const words = wordsOf(verb);
  return (
    <div>
      <Text size="sm">{words}</Text>
      {words === verb ? null : (
        <Text size="xs" c="dimmed" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
          {verb}
        </Text>
      )}
    </div>
  );
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
    <Text span size="sm" style={{ overflowWrap: 'anywhere' }}>
      {name}
      {version}
    </Text>
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
