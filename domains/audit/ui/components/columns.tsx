import { AppLink, type Column, TimeAgo } from '@insites/ui';
import { Badge, Button, Text } from '@mantine/core';
import type { EntryView } from '../../contract/index.ts';
import { activityOfPerson, activityOfThing } from '../subject.ts';
import { wordsOf } from './verbs.ts';

const outcomeLooks = {
  allowed: { label: 'Done', color: 'gray' },
  refused: { label: 'Refused', color: 'orange' },
  failed: { label: 'Failed', color: 'red' },
} as const;

/** How it was done, when not by hand. */
const by: Readonly<Record<string, string>> = {
  token: 'by API token',
  service: 'service account',
};

const pagesOf: Readonly<Record<string, string>> = {
  dataset: '/datasets',
  file: '/files',
  job: '/jobs',
};

/** Columns of the log: without `who` when all entries are of one person; `onShow` for those who may see all. */
export function entryColumns(options: {
  readonly who: boolean;
  readonly onShow?: (entry: EntryView) => void;
}): readonly Column<EntryView>[] {
  const { who, onShow } = options;
  const person: Column<EntryView> = {
    key: 'who',
    label: 'Who',
    render: (entry) => (
      <div>
        {entry.actorId ? (
          <AppLink href={activityOfPerson(entry.actorId)} size="sm">
            {nameOf(entry)}
          </AppLink>
        ) : (
          <Text size="sm">{nameOf(entry)}</Text>
        )}
        <Text size="xs" c="dimmed">
          {by[entry.credential] ?? entry.address}
        </Text>
      </div>
    ),
  };
  return [
    { key: 'at', label: 'When', render: (entry) => <TimeAgo at={entry.at} /> },
    ...(who ? [person] : []),
    { key: 'verb', label: 'Did what', render: (entry) => <Did verb={entry.verb} /> },
    {
      key: 'object',
      label: 'With what',
      render: (entry) => <What entry={entry} linked={onShow !== undefined} />,
    },
    { key: 'purpose', label: 'Why', from: 'lg', render: (entry) => entry.purpose ?? '–' },
    { key: 'outcome', label: 'Outcome', render: (entry) => <Outcome entry={entry} /> },
    ...(onShow ? [more(onShow)] : []),
  ];
}

function more(onShow: (entry: EntryView) => void): Column<EntryView> {
  return {
    key: 'more',
    label: 'More',
    quiet: true,
    render: (entry) => (
      <Button
        variant="subtle"
        size="compact-sm"
        aria-label={`More about entry ${entry.id}`}
        onClick={() => onShow(entry)}
      >
        More
      </Button>
    ),
  };
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

function What({ entry, linked }: { readonly entry: EntryView; readonly linked: boolean }) {
  const { objectKind, objectId, objectName } = entry;
  const page = pagesOf[objectKind ?? ''];
  const name = objectName ?? objectKind ?? '–';
  const text = entry.version ? `${name} (version ${entry.version})` : name;
  return (
    <div style={{ overflowWrap: 'anywhere' }}>
      {page && objectId ? (
        <AppLink href={`${page}/${objectId}`} size="sm">
          {text}
        </AppLink>
      ) : (
        <Text span size="sm">
          {text}
        </Text>
      )}
      {linked && page && objectId ? (
        <div>
          <AppLink href={activityOfThing(objectKind ?? '', objectId)} size="xs">
            Who has seen this?
          </AppLink>
        </div>
      ) : null}
    </div>
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
