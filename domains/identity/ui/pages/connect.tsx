import { PageHeader } from '@insites/ui';
import { Paper, Stack } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { ProgramRequest } from '../components/program-request.tsx';

/** A program led here to be let in. */
export function ConnectPage() {
  const { request } = useParams({ strict: false }) as { request: string };
  return (
    <Stack maw="34rem" mx="auto" mt={{ base: 0, sm: 'xl' }} gap={0}>
      <PageHeader title="Connect a program" />
      <Paper withBorder p="lg" radius="md">
        <ProgramRequest which={{ request }} onAnswered={() => undefined} />
      </Paper>
    </Stack>
  );
}
