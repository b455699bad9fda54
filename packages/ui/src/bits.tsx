import { Badge, Stack, Text } from '@mantine/core';
import IconLock from '@tabler/icons-react/dist/esm/icons/IconLock.mjs';
import IconUsers from '@tabler/icons-react/dist/esm/icons/IconUsers.mjs';
import IconWorld from '@tabler/icons-react/dist/esm/icons/IconWorld.mjs';
import { type ReactNode, useEffect, useState } from 'react';
import { formatAgo, formatBytes, formatNumber, formatTime } from './format.ts';

const visibilities = {
  private: { label: 'Private', icon: IconLock, color: 'gray' },
  organisation: { label: 'Organisation', icon: IconUsers, color: 'blue' },
  public: { label: 'Public', icon: IconWorld, color: 'pine' },
} as const;

/** Who sees a thing: an icon and a word, never colour alone. */
export function VisibilityBadge(props: { readonly visibility: keyof typeof visibilities }) {
  const { label, icon: Icon, color } = visibilities[props.visibility];
  return (
    <Badge
      variant="light"
      color={color}
      radius="sm"
      leftSection={<Icon size={12} aria-hidden />}
      tt="none"
      fw={500}
      flex="none"
    >
      {label}
    </Badge>
  );
}

/** Choices for a select of visibilities. */
export const visibilityChoices: { value: keyof typeof visibilities; label: string }[] = [
  { value: 'private', label: 'Private' },
  { value: 'organisation', label: 'Organisation' },
  { value: 'public', label: 'Public' },
];

/** Who that is, for the description of such a select. */
export const visibilityNotes: Readonly<Record<keyof typeof visibilities, string>> = {
  private: 'Its owner, stewards and administrators',
  organisation: 'All members of the organisation',
  public: 'Everybody, without signing in',
};

/** A number with its label and, below, how we know. */
export function Stat(props: {
  readonly label: string;
  readonly value: ReactNode;
  readonly note?: ReactNode;
}) {
  return (
    <Stack gap={2}>
      <Text size="xs" c="dimmed">
        {props.label}
      </Text>
      <Text size="lg" fw={600} component="div">
        {props.value}
      </Text>
      {props.note ? (
        <Text size="xs" c="dimmed" component="div">
          {props.note}
        </Text>
      ) : null}
    </Stack>
  );
}

/** How long ago; the exact time on hover and for machines. Keeps itself up to date. */
export function TimeAgo({ at }: { readonly at: string }) {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), 30_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <time dateTime={at} title={formatTime(at)} style={{ whiteSpace: 'nowrap' }}>
      {formatAgo(at)}
    </time>
  );
}

/** A number in the reader's language, with a unit: `1,234 rows`. One and many: `unit="row|rows"`. */
export function Count(props: { readonly value: number; readonly unit?: string }) {
  const [one, many] = (props.unit ?? '').split('|');
  const unit = props.value === 1 ? one : (many ?? one);
  return (
    <span style={{ fontVariantNumeric: 'tabular-nums' }}>
      {formatNumber(props.value)}
      {unit ? ` ${unit}` : ''}
    </span>
  );
}

/** Bytes in the unit that reads best, exact on hover. */
export function Bytes({ value }: { readonly value: number }) {
  return <span title={`${formatNumber(value)} bytes`}>{formatBytes(value)}</span>;
}
