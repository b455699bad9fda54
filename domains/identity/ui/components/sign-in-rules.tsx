import { ErrorState, useAction } from '@insites/ui';
import { Button, Group, NumberInput, Radio, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import {
  type OrganisationView,
  type SignInRule,
  setSignInRules,
  signInRules,
} from '../../contract/index.ts';
import { Panel } from './panel.tsx';

const labels: Readonly<Record<SignInRule, readonly [string, string]>> = {
  password: ['A password', 'A second step is up to each person.'],
  secondFactor: ['A second step', 'An app that shows codes, or a passkey.'],
  passkeyOfAdmins: ['A second step, and a passkey of administrators', 'The middle way.'],
  passkey: ['A passkey', 'The safest: nobody can be talked out of it.'],
  provider: [
    'The provider of your organisation',
    'It decides how. Sign in with it yourself first, so that it works.',
  ],
};

/** What members need to sign in, and how long sessions last. */
export function SignInRules({ organisation }: { readonly organisation: OrganisationView }) {
  const [rules, setRules] = useState(organisation.signIn);
  const save = useAction(setSignInRules, {
    onDone: ({ signIn }) => {
      setRules(signIn);
      notifications.show({ message: 'The rules hold from now on.' });
    },
  });
  return (
    <Panel title="Signing in" note="Who lacks something is led through it at once.">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ id: organisation.id, ...rules });
        }}
      >
        <Stack>
          {save.error ? <ErrorState error={save.error} /> : null}
          <Radio.Group
            label="Members need"
            value={rules.rule}
            onChange={(value) => {
              const rule = signInRules.find((known) => known === value);
              if (rule) setRules({ ...rules, rule });
            }}
          >
            <Stack gap="xs" mt="xs">
              {signInRules.map((rule) => (
                <Radio
                  key={rule}
                  value={rule}
                  label={labels[rule][0]}
                  description={labels[rule][1]}
                />
              ))}
            </Stack>
          </Radio.Group>
          <Group align="flex-start">
            <NumberInput
              label="Sessions end after hours"
              description="1 to 24"
              min={1}
              max={24}
              allowDecimal={false}
              clampBehavior="strict"
              value={rules.sessionHours}
              onChange={(value) => setRules({ ...rules, sessionHours: Number(value) })}
            />
            <NumberInput
              label="Or without use after minutes"
              description="5 to 60"
              min={5}
              max={60}
              allowDecimal={false}
              value={rules.idleMinutes}
              onChange={(value) => setRules({ ...rules, idleMinutes: Number(value) })}
            />
            <NumberInput
              label="API tokens hold for days at most"
              description="1 to 366"
              min={1}
              max={366}
              allowDecimal={false}
              value={rules.tokenDays}
              onChange={(value) => setRules({ ...rules, tokenDays: Number(value) })}
            />
          </Group>
          <Group>
            <Button type="submit" loading={save.isPending}>
              Save the rules
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}
