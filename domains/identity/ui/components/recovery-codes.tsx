import { CopyCode } from '@insites/ui';
import { Alert, Button, Group, Stack, Text } from '@mantine/core';

/** New recovery codes, which are shown this once. */
export function RecoveryCodes(props: {
  readonly codes: readonly string[];
  readonly onDone: () => void;
}) {
  return (
    <Alert variant="light" title="Keep your recovery codes">
      <Stack gap="sm">
        <Text size="sm">
          When your phone or passkey is lost, each of these signs you in once, after your password.
          Print them or put them into a password manager. They are shown this once.
        </Text>
        <CopyCode label="Recovery codes" value={props.codes.join('\n')} />
        <Group>
          <Button onClick={props.onDone}>I have kept them</Button>
        </Group>
      </Stack>
    </Alert>
  );
}
