import { LoadingTable } from '@insites/ui';
import { Skeleton, Stack } from '@mantine/core';

/** The shape of a page while its code is on the way. */
export function PageLoading() {
  return (
    <Stack gap="lg">
      <Skeleton height={32} width="40%" />
      <LoadingTable />
    </Stack>
  );
}
