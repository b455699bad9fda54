import { PageHeader, useMay, useMe } from '@insites/ui';
import { Stack } from '@mantine/core';
import { DropImport } from './drop-import.tsx';
import { RecentDatasets } from './recent-datasets.tsx';
import { RunningJobs } from './running-jobs.tsx';
import { Welcome } from './welcome.tsx';

/** The first page: drop a file, see what goes on and what is there. */
export function HomePage() {
  const me = useMe();
  const mayImport = useMay('datasets:write');
  if (!me.signedIn) return <Welcome />;
  const first = me.person?.name.split(' ')[0];
  return (
    <>
      <PageHeader title={first ? `Good to see you, ${first}` : 'Home'}>
        {mayImport
          ? 'Drop a file. It becomes a dataset that people can explore, trust and share.'
          : 'Here is what your organisation shares with you.'}
      </PageHeader>
      <Stack gap="xl">
        {mayImport ? <DropImport /> : null}
        <RunningJobs />
        <RecentDatasets />
      </Stack>
    </>
  );
}
