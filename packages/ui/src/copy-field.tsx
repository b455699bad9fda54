import { Button, CopyButton, Group, Text, TextInput } from '@mantine/core';
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import IconCopy from '@tabler/icons-react/dist/esm/icons/IconCopy.mjs';
import classes from './copy-field.module.css';

/** Text to take away, with a button that copies it and says so. */
export function CopyField(props: {
  readonly label: string;
  readonly value: string;
  readonly description?: string;
}) {
  return (
    <Group align="flex-end" gap="xs" wrap="nowrap">
      <TextInput
        label={props.label}
        {...(props.description ? { description: props.description } : {})}
        value={props.value}
        readOnly
        className={classes.field ?? ''}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Copy value={props.value} />
    </Group>
  );
}

/** A block of code to take away (a command, a script). */
export function CopyCode(props: { readonly label: string; readonly value: string }) {
  return (
    <div>
      <Group justify="space-between" mb={4}>
        <Text size="sm" fw={500}>
          {props.label}
        </Text>
        <Copy value={props.value} name={props.label} />
      </Group>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling block must be reachable by keyboard */}
      <pre className={classes.code} tabIndex={0}>
        {props.value}
      </pre>
    </div>
  );
}

function Copy({ value, name }: { readonly value: string; readonly name?: string }) {
  return (
    <CopyButton value={value} timeout={2500}>
      {({ copied, copy }) => (
        <Button
          variant="default"
          size={name ? 'compact-sm' : 'sm'}
          onClick={copy}
          leftSection={
            copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />
          }
          aria-label={name ? `${copied ? 'Copied' : 'Copy'}: ${name}` : copied ? 'Copied' : 'Copy'}
        >
          {copied ? 'Copied' : 'Copy'}
        </Button>
      )}
    </CopyButton>
  );
}
