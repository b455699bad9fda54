import type { ColumnProfile } from '@insites/datasets/contract';
import type { Icon } from '@insites/ui';
import IconBraces from '@tabler/icons-react/dist/esm/icons/IconBraces.mjs';
import IconCalendar from '@tabler/icons-react/dist/esm/icons/IconCalendar.mjs';
import IconCalendarTime from '@tabler/icons-react/dist/esm/icons/IconCalendarTime.mjs';
import IconClock from '@tabler/icons-react/dist/esm/icons/IconClock.mjs';
import IconHash from '@tabler/icons-react/dist/esm/icons/IconHash.mjs';
import IconLetterT from '@tabler/icons-react/dist/esm/icons/IconLetterT.mjs';
import IconToggleLeft from '@tabler/icons-react/dist/esm/icons/IconToggleLeft.mjs';

export type Kind = ColumnProfile['kind'];

const icons: Readonly<Record<Kind, Icon>> = {
  text: IconLetterT,
  number: IconHash,
  date: IconCalendar,
  datetime: IconCalendarTime,
  time: IconClock,
  'yes/no': IconToggleLeft,
  other: IconBraces,
};

/** What a column holds, as a drawing; the word stands in the title and for screen readers. */
export function KindIcon({ kind, size = 16 }: { readonly kind: Kind; readonly size?: number }) {
  const Drawing = icons[kind];
  return (
    <span
      role="img"
      aria-label={kind}
      title={kind}
      style={{ display: 'inline-flex', flex: 'none', color: 'var(--mantine-color-dimmed)' }}
    >
      <Drawing size={size} stroke={1.75} />
    </span>
  );
}

/** The kind of an engine type, for answers that carry no profile. */
export function kindOfType(type: string): Kind {
  if (/\[|STRUCT|MAP|JSON|BLOB|UNION/.test(type)) return 'other';
  if (/TIMESTAMP/.test(type)) return 'datetime';
  if (/^DATE$/.test(type)) return 'date';
  if (/^TIME/.test(type)) return 'time';
  if (/INT|DECIMAL|DOUBLE|FLOAT|REAL|NUMERIC/.test(type)) return 'number';
  if (/^BOOL/.test(type)) return 'yes/no';
  return 'text';
}
