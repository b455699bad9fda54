import { ErrorState } from '@insites/ui';
import { Stack, Title } from '@mantine/core';
import type { ErrorComponentProps } from '@tanstack/react-router';

/** What stands instead of a page that broke; the shell around it lives on. */
export function Broken({ error, reset }: ErrorComponentProps) {
  return (
    <Stack maw="40rem">
      <Title order={1} size="h2">
        This page broke
      </Title>
      <ErrorState error={error} onRetry={reset} />
    </Stack>
  );
}
