import { TextInput } from '@mantine/core';

/** A field for a code of an app, or a recovery code. */
export function CodeField(props: {
  readonly label: string;
  readonly description?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  return (
    <TextInput
      label={props.label}
      {...(props.description ? { description: props.description } : {})}
      autoComplete="one-time-code"
      autoCapitalize="off"
      autoCorrect="off"
      spellCheck={false}
      required
      withAsterisk={false}
      maxLength={64}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      data-autofocus
    />
  );
}
