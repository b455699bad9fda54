import { formatNumber } from '@insites/ui';
import { Badge, Checkbox, Group, Text } from '@mantine/core';
import { Fragment, useId } from 'react';
import classes from './review.module.css';
import type { Proposals } from './review-tab.tsx';

/** One step: what it does, how sure that is, why, and values before and after. */
export function StepItem(props: {
  readonly step: Proposals['steps'][number];
  readonly chosen: boolean;
  /** Null for those who may only look. */
  readonly onToggle: (() => void) | null;
}) {
  const { step, chosen, onToggle } = props;
  const id = useId();
  return (
    <li className={classes.step}>
      <Group justify="space-between" align="flex-start" gap="sm">
        {onToggle ? (
          <Checkbox
            checked={chosen}
            onChange={onToggle}
            label={step.sentence}
            aria-describedby={id}
            style={{ flex: '1 1 16rem' }}
          />
        ) : (
          <Text size="sm" style={{ flex: '1 1 16rem' }}>
            {step.sentence}
          </Text>
        )}
        <Group gap={6}>
          {step.done ? (
            <Badge variant="light" color="gray" tt="none" fw={500} radius="sm">
              Done
            </Badge>
          ) : null}
          <Text size="sm" className={classes.count}>
            {Math.round(step.confidence * 100)}% sure
          </Text>
        </Group>
      </Group>
      <Text size="sm" c="dimmed" id={id} mt={4}>
        {step.why}
        {step.over === 'some values' ? ' Counted on some of the values; all are done.' : ''}
      </Text>
      <div className={classes.examples}>
        {step.examples.slice(0, 3).map(({ before, after, count }) => (
          <Fragment key={before}>
            <span>{shown(before)}</span>
            <span>becomes</span>
            <span>{after === null ? 'missing' : shown(after)}</span>
            <span className={classes.count}>
              {formatNumber(count)} {count === 1 ? 'row' : 'rows'}
            </span>
          </Fragment>
        ))}
      </div>
      {step.unreadExamples.length > 0 ? (
        <Text size="sm" c="dimmed" mt={4}>
          Not understood, so they stay: {step.unreadExamples.map(shown).join(', ')}.
        </Text>
      ) : null}
    </li>
  );
}

const shown = (value: string) => `“${value}”`;
