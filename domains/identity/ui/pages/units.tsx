import { PageHeader } from '@insites/ui';
import { Stack } from '@mantine/core';
import { Teams } from '../components/structure/teams.tsx';
import { Units } from '../components/structure/units.tsx';

/** Units and teams of the organisation and who belongs to them. */
export function UnitsPage() {
  return (
    <>
      <PageHeader title="Units and teams">
        The parts of the organisation, and who works together across them.
      </PageHeader>
      <Stack maw="48rem">
        <Units />
        <Teams />
      </Stack>
    </>
  );
}
