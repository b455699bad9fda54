import { ActionIcon, Group, Progress, Text } from '@mantine/core';
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import IconPlayerPause from '@tabler/icons-react/dist/esm/icons/IconPlayerPause.mjs';
import IconPlayerPlay from '@tabler/icons-react/dist/esm/icons/IconPlayerPlay.mjs';
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs';
import { readError } from './states.tsx';
import classes from './upload-drop.module.css';
import { uploadSentence } from './upload-sentence.ts';
import type { UploadItem, useUploads } from './uploads.ts';

/** One upload: name, how far, how fast, and what can be done with it. */
export function UploadRow(props: {
  readonly item: UploadItem;
  readonly uploads: ReturnType<typeof useUploads>;
}) {
  const { item, uploads } = props;
  const percent = item.bytes > 0 ? (item.sent / item.bytes) * 100 : item.state === 'done' ? 100 : 0;
  const stopped = item.state === 'paused' || item.state === 'failed';
  return (
    <li className={classes.row}>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <div className={classes.name}>
          <Text size="sm" fw={500} truncate>
            {item.name}
          </Text>
          <Text size="xs" c="dimmed" aria-live="polite">
            {uploadSentence(item)}
          </Text>
        </div>
        <Group gap={4} wrap="nowrap">
          {item.state === 'sending' ? (
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`Pause ${item.name}`}
              onClick={() => uploads.pause(item.key)}
            >
              <IconPlayerPause size={16} />
            </ActionIcon>
          ) : null}
          {stopped ? (
            <ActionIcon
              variant="subtle"
              aria-label={`Go on with ${item.name}`}
              onClick={() => uploads.resume(item.key)}
            >
              <IconPlayerPlay size={16} />
            </ActionIcon>
          ) : null}
          {item.state === 'done' ? (
            <IconCheck size={18} aria-hidden color="var(--mantine-color-pine-6)" />
          ) : (
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`Give up ${item.name}`}
              onClick={() => uploads.cancel(item.key)}
            >
              <IconX size={16} />
            </ActionIcon>
          )}
        </Group>
      </Group>
      {item.state === 'done' ? null : (
        <Progress.Root
          size="sm"
          mt={4}
          role="progressbar"
          aria-label={`Upload of ${item.name}`}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(percent)}
        >
          <Progress.Section
            value={percent}
            withAria={false}
            color={item.state === 'failed' ? 'red' : 'pine'}
          />
        </Progress.Root>
      )}
      {item.state === 'failed' ? <Failure error={item.error} /> : null}
    </li>
  );
}

function Failure({ error }: { readonly error: unknown }) {
  const { message, hint } = readError(error);
  return (
    <Text size="sm" c="var(--mantine-color-error)" role="alert" mt={4}>
      {message} {hint}
    </Text>
  );
}
