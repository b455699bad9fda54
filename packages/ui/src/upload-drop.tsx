import { Button, Stack, Text } from '@mantine/core';
import IconUpload from '@tabler/icons-react/dist/esm/icons/IconUpload.mjs';
import { type DragEvent, useId, useRef, useState } from 'react';
import classes from './upload-drop.module.css';
import { UploadRow } from './upload-row.tsx';
import { type Uploaded, useUploads } from './uploads.ts';

/**
 * A place to drop files on, or to choose them with a button, with progress, pause, resume and
 * cancel for each. `endpoint` is the address of the upload route (`createUpload.path` of files).
 */
export function UploadDrop(props: {
  readonly endpoint: string;
  /** Upload-Metadata besides the name and type of the file: folderId, fileId, visibility. */
  readonly metadata?: Readonly<Record<string, string>>;
  readonly onUploaded?: (uploaded: Uploaded) => void;
  readonly multiple?: boolean;
  /** As in `<input accept>`: `.csv,.json`. */
  readonly accept?: string;
  readonly title?: string;
  readonly hint?: string;
  /** A large target for the middle of a page. */
  readonly large?: boolean;
}) {
  const { multiple = false, title = multiple ? 'Drop files here' : 'Drop a file here' } = props;
  const uploads = useUploads(props);
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const hintId = useId();
  const take = (list: FileList | null) => {
    const files = Array.from(list ?? []);
    uploads.add(multiple ? files : files.slice(0, 1));
    if (input.current) input.current.value = '';
  };
  const dragging = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  const dropped = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  return (
    <Stack gap="sm">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is for pointers; the button inside does the same for everybody */}
      <div
        className={classes.drop}
        data-over={over || undefined}
        data-large={props.large || undefined}
        onDragOver={dragging}
        onDragLeave={() => setOver(false)}
        onDrop={dropped}
      >
        <IconUpload size={props.large ? 40 : 24} stroke={1.25} aria-hidden />
        <Text fw={600} size={props.large ? 'lg' : 'md'}>
          {title}
        </Text>
        <Button
          variant={props.large ? 'filled' : 'default'}
          onClick={() => input.current?.click()}
          {...(props.hint ? { 'aria-describedby': hintId } : {})}
        >
          {multiple ? 'Choose files' : 'Choose a file'}
        </Button>
        {props.hint ? (
          <Text id={hintId} size="sm" c="dimmed" className={classes.hint ?? ''}>
            {props.hint}
          </Text>
        ) : null}
        <input
          ref={input}
          type="file"
          hidden
          aria-label={title}
          multiple={multiple}
          {...(props.accept ? { accept: props.accept } : {})}
          onChange={(event) => take(event.currentTarget.files)}
        />
      </div>
      {uploads.items.length > 0 ? (
        <Stack gap="xs" component="ul" className={classes.list ?? ''} aria-label="Uploads">
          {uploads.items.map((item) => (
            <UploadRow key={item.key} item={item} uploads={uploads} />
          ))}
        </Stack>
      ) : null}
    </Stack>
  );
}
