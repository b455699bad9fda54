import { Paper, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';

/** A part of a settings page under its own heading. */
export function Panel(props: {
  readonly title: string;
  readonly note?: string;
  readonly children: ReactNode;
}) {
  const heading = useId();
  return (
    <Paper component="section" aria-labelledby={heading} withBorder p="lg" radius="md">
      <Stack>
        <div>
          <Title order={2} size="h3" id={heading}>
            {props.title}
          </Title>
          {props.note ? (
            <Text size="sm" c="dimmed">
              {props.note}
            </Text>
          ) : null}
        </div>
        {props.children}
      </Stack>
    </Paper>
  );
}
