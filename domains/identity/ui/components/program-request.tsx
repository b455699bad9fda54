import { ErrorState, Loaded, useAction, useCall, useMe, useSlots } from '@insites/ui';
import { Alert, Button, Checkbox, Group, Stack, Text } from '@mantine/core';
import { Suspense, useState } from 'react';
import { answerRequest, readRequest } from '../../contract/index.ts';
import { permissionWords } from '../permission-words.ts';

type Which = { readonly request: string } | { readonly userCode: string };

/** “Tableau wants to act for you”: shows what a program asks, and lets its person give all, some or nothing. */
export function ProgramRequest(props: {
  readonly which: Which;
  /** After the answer, when the browser goes nowhere by itself. */
  readonly onAnswered: (allowed: boolean) => void;
}) {
  const query = useCall(readRequest, props.which, { fresh: 600_000 });
  return <Loaded query={query}>{(asked) => <Question {...props} asked={asked} />}</Loaded>;
}

function Question(props: {
  readonly which: Which;
  readonly onAnswered: (allowed: boolean) => void;
  readonly asked: {
    readonly program: string;
    readonly answersTo: string | null;
    readonly scopes: readonly string[];
  };
}) {
  const { program, answersTo, scopes } = props.asked;
  const me = useMe();
  const { datasetPicker: DatasetPicker } = useSlots();
  const [given, setGiven] = useState<string[]>([...scopes]);
  const [datasets, setDatasets] = useState<string[]>([]);
  const limited = datasets.length > 0;
  const fits = (scope: string) => !limited || scope.startsWith('datasets:');
  const answer = useAction(answerRequest, {
    onDone: ({ address }, { allow }) =>
      address ? location.assign(address) : props.onAnswered(allow),
  });
  const say = (allow: boolean) =>
    answer.mutate({
      ...props.which,
      allow,
      scopes: given.filter(fits),
      ...(limited ? { datasets } : {}),
    });
  return (
    <Stack>
      {answer.error ? <ErrorState error={answer.error} /> : null}
      <Text>
        <b>{program}</b> wants to act for you, {me.person?.name}
        {me.organisation ? <>, in {me.organisation.name}</> : null}. It never gets more than your
        role, and you can take it back at any time.
      </Text>
      {answersTo === null ? (
        <Alert variant="light" title="Only if you began this yourself">
          Did somebody send you this code or address? Then say no: they would act in your name.
        </Alert>
      ) : (
        <Text size="sm" c="dimmed">
          You then go back to {answersTo}.
        </Text>
      )}
      {scopes.length === 0 ? (
        <Text size="sm">It asks for nothing but to know who you are.</Text>
      ) : (
        <Checkbox.Group label="It may" value={given.filter(fits)} onChange={setGiven}>
          <Stack gap="xs" mt="xs">
            {scopes.map((scope) => (
              <Checkbox
                key={scope}
                value={scope}
                label={permissionWords(scope)}
                disabled={!fits(scope)}
              />
            ))}
          </Stack>
        </Checkbox.Group>
      )}
      {DatasetPicker && scopes.some((scope) => scope.startsWith('datasets:')) ? (
        <Suspense>
          <DatasetPicker
            label="Only these data sets"
            description="It then sees nothing else. Empty: all that you may see."
            value={datasets}
            onChange={setDatasets}
          />
        </Suspense>
      ) : null}
      <Group>
        <Button loading={answer.isPending} onClick={() => say(true)}>
          Allow
        </Button>
        <Button variant="default" disabled={answer.isPending} onClick={() => say(false)}>
          No
        </Button>
      </Group>
    </Stack>
  );
}
