import { formatNumber, TimeAgo } from '@insites/ui';
import { Button, Group, Text, Title, UnstyledButton } from '@mantine/core';
import classes from './console.module.css';
import type { PastQuery } from './history.ts';

/** Questions asked before in this browser; one click puts a question back into the editor. */
export function PastQueries(props: {
  readonly past: readonly PastQuery[];
  readonly onPick: (sql: string) => void;
  readonly onForget: () => void;
}) {
  if (props.past.length === 0) return null;
  return (
    <section>
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h4">
          Asked before
        </Title>
        <Button size="compact-xs" variant="subtle" color="gray" onClick={props.onForget}>
          Forget all
        </Button>
      </Group>
      <ul className={classes.past}>
        {props.past.map(({ sql, at, rows }) => (
          <li key={sql}>
            <UnstyledButton className={classes.query ?? ''} onClick={() => props.onPick(sql)}>
              <code>{sql}</code>
              <Text component="span" size="xs" c="dimmed">
                <TimeAgo at={at} />
                {rows === null ? '' : `, ${formatNumber(rows)} ${rows === 1 ? 'row' : 'rows'}`}
              </Text>
            </UnstyledButton>
          </li>
        ))}
      </ul>
      <Text size="xs" c="dimmed" mt={6}>
        Kept in this browser only.
      </Text>
    </section>
  );
}
