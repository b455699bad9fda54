import type { Conservation } from '@insites/datasets/contract';
import { formatNumber } from '@insites/ui';
import { Alert, Group, Text } from '@mantine/core';
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import { partsOf } from './parts.ts';
import classes from './sum.module.css';

/** Where every record of the file went, as a sum that the reader can check. */
export function ConservationSum({ conservation }: { readonly conservation: Conservation }) {
  const parts = partsOf(conservation);
  return (
    <div>
      <p className={classes.sum}>
        <span className={classes.term}>
          <b>{formatNumber(conservation.records)}</b> in the file
        </span>
        {parts.map(({ label, count }, index) => (
          <span key={label} className={classes.term}>
            <i>{index === 0 ? '=' : '+'}</i> <b>{formatNumber(count)}</b> {label}
          </span>
        ))}
      </p>
      {conservation.repaired ? (
        <Text size="sm" mb={4}>
          {formatNumber(conservation.repaired)} of the loaded rows{' '}
          {conservation.repaired === 1 ? 'was' : 'were'} rejected at first, repaired and sent back.
        </Text>
      ) : null}
      {conservation.holds ? (
        <Group gap={6} wrap="nowrap" align="flex-start">
          <IconCheck size={18} aria-hidden color="var(--mantine-color-anchor)" />
          <Text size="sm" c="dimmed">
            Every record is accounted for. We count them apart from the engine that loads them.
          </Text>
        </Group>
      ) : (
        <Alert color="red" icon={<IconAlertTriangle size={20} aria-hidden />}>
          {conservation.sentence}
        </Alert>
      )}
    </div>
  );
}
