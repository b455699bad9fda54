import { AppLink, PageHeader, useCall, useMay } from '@insites/ui';
import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { list } from '../../contract/index.ts';
import { AllActivity } from '../components/all-activity.tsx';
import { MyActivity } from '../components/my-activity.tsx';
import { filterOf, type Subject, useSubject } from '../subject.ts';

/** Who did what: of the organisation, a person or a thing for stewards, else one's own. */
export function ActivityPage() {
  const mayAll = useMay('audit:read');
  const subject = useSubject();
  if (mayAll && subject.kind !== 'everybody')
    return <ActivityOf key={subject.id} subject={subject} />;
  return <Everything mayAll={mayAll} />;
}

function Everything({ mayAll }: { readonly mayAll: boolean }) {
  const [whose, setWhose] = useState(mayAll ? 'all' : 'mine');
  return (
    <>
      <PageHeader
        title="Activity"
        actions={
          mayAll ? (
            <SegmentedControl
              aria-label="Whose activity"
              value={whose}
              onChange={setWhose}
              data={[
                { value: 'all', label: 'Everybody' },
                { value: 'mine', label: 'Mine' },
              ]}
            />
          ) : null
        }
      >
        Every change and every read of data is written down before the answer leaves.
      </PageHeader>
      {whose === 'all' ? <AllActivity subject={{ kind: 'everybody' }} /> : <MyActivity />}
    </>
  );
}

function ActivityOf({ subject }: { readonly subject: Exclude<Subject, { kind: 'everybody' }> }) {
  const name = useNameOf(subject);
  return (
    <>
      <PageHeader
        title={subject.kind === 'person' ? `Activity of ${name}` : `Who has seen ${name}?`}
        above={<AppLink href="/activity">All activity</AppLink>}
      >
        {subject.kind === 'person'
          ? 'What this person did in this organisation, newest first. That you look here is written down.'
          : 'Everybody who read, changed or tried to reach it, newest first. That you look here is written down.'}
      </PageHeader>
      <AllActivity subject={subject} />
    </>
  );
}

/** The name as the newest entry has it. */
function useNameOf(subject: Exclude<Subject, { kind: 'everybody' }>): string {
  const { data } = useCall(list, { limit: 20, offset: 0, ...filterOf(subject) }, { fresh: 60_000 });
  if (subject.kind === 'person') return data?.items[0]?.actorName ?? 'a person';
  const named = data?.items.find(
    ({ objectId, objectName }) => objectId === subject.id && objectName,
  );
  return named?.objectName ?? `this ${subject.of || 'thing'}`;
}
