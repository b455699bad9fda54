import { PageHeader, useMay } from '@insites/ui';
import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { AllActivity } from '../components/all-activity.tsx';
import { MyActivity } from '../components/my-activity.tsx';

/** Who did what: of the organisation for stewards, else one's own. */
export function ActivityPage() {
  const mayAll = useMay('audit:read');
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
      {whose === 'all' ? <AllActivity /> : <MyActivity />}
    </>
  );
}
