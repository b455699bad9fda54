import { Group, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';

/** Top of every page: the one h1, a sentence, actions to the right. Sets the title of the tab. */
export function PageHeader(props: {
  readonly title: string;
  readonly children?: ReactNode;
  /** Above the title: a breadcrumb or a link back. */
  readonly above?: ReactNode;
  /** Beside the title: badges. */
  readonly beside?: ReactNode;
  readonly actions?: ReactNode;
}) {
  useDocumentTitle(`${props.title} · Insites`);
  return (
    <Stack gap={6} mb="lg">
      {props.above}
      <Group justify="space-between" align="flex-start" gap="sm">
        <Stack gap={6} style={{ flex: '1 1 16rem', minWidth: 0 }}>
          <Group gap="sm">
            <Title order={1} size="h2" style={{ overflowWrap: 'anywhere' }}>
              {props.title}
            </Title>
            {props.beside}
          </Group>
          {props.children ? (
            <Text c="dimmed" maw="44rem" component="div">
              {props.children}
            </Text>
          ) : null}
        </Stack>
        {props.actions ? <Group gap="xs">{props.actions}</Group> : null}
      </Group>
    </Stack>
  );
}
