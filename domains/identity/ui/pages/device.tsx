import { PageHeader } from '@insites/ui';
import { Button, Paper, Stack, Text, TextInput } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { ProgramRequest } from '../components/program-request.tsx';

/** A device shows a code; typed here, it is let in. */
export function DevicePage() {
  const { user_code: given } = useSearch({ strict: false }) as { user_code?: unknown };
  const [userCode, setUserCode] = useState<string | null>(null);
  const [allowed, setAllowed] = useState<boolean | null>(null);
  return (
    <Stack maw="34rem" mx="auto" mt={{ base: 0, sm: 'xl' }} gap={0}>
      <PageHeader title="Connect a device" />
      <Paper withBorder p="lg" radius="md">
        {allowed !== null ? (
          <Text role="status">
            {allowed ? 'Done. Go on at the device.' : 'It was told no. You may close this page.'}
          </Text>
        ) : userCode === null ? (
          <AskCode given={typeof given === 'string' ? given : ''} onCode={setUserCode} />
        ) : (
          <ProgramRequest which={{ userCode }} onAnswered={setAllowed} />
        )}
      </Paper>
    </Stack>
  );
}

function AskCode(props: { readonly given: string; readonly onCode: (code: string) => void }) {
  const [code, setCode] = useState(props.given);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        props.onCode(code.trim());
      }}
    >
      <Stack>
        <TextInput
          label="Code that the device shows"
          description="Check that it is the same."
          placeholder="BCDF-GHJK"
          autoComplete="off"
          required
          withAsterisk={false}
          minLength={8}
          maxLength={20}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          data-autofocus
        />
        <Button type="submit">Go on</Button>
      </Stack>
    </form>
  );
}
