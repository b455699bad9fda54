import { CopyField, ErrorState, useAction } from '@insites/ui';
import {
  Button,
  Checkbox,
  Group,
  PasswordInput,
  Select,
  Stack,
  TagsInput,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useState } from 'react';
import { createProvider, type ProviderView, updateProvider } from '../../contract/index.ts';
import { providerPath } from '../provider-trip.ts';
import { roleLabels, roleOf } from '../roles.ts';

/** What an administrator says of a provider; null: of a new one. */
export function ProviderForm(props: {
  readonly provider: ProviderView | null;
  readonly onDone: () => void;
}) {
  const { provider } = props;
  const [name, setName] = useState(provider?.name ?? '');
  const [issuer, setIssuer] = useState(provider?.issuer ?? '');
  const [clientId, setClientId] = useState(provider?.clientId ?? '');
  const [clientSecret, setSecret] = useState('');
  const [domains, setDomains] = useState<string[]>(provider?.domains ?? []);
  const [role, setRole] = useState<string>(provider?.role ?? 'viewer');
  const [groupsClaim, setClaim] = useState(provider?.groupsClaim ?? '');
  const [groups, setGroups] = useState(linesOf(provider?.groupRoles ?? {}));
  const [secondFactor, setFactor] = useState(provider?.secondFactor ?? false);
  const create = useAction(createProvider, { onDone: props.onDone });
  const update = useAction(updateProvider, { onDone: props.onDone });
  const error = create.error ?? update.error;
  const save = () => {
    const fields = {
      name,
      clientId,
      domains,
      role: roleOf(role),
      groupsClaim: groupsClaim.trim() || null,
      groupRoles: rolesOf(groups),
      secondFactor,
      ...(clientSecret ? { clientSecret } : {}),
    };
    if (provider) update.mutate({ id: provider.id, ...fields });
    else create.mutate({ ...fields, issuer: issuer.trim() });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Stack>
        {error ? <ErrorState error={error} /> : null}
        <CopyField
          label="Redirect address"
          description="Allow it at the provider, for a web application with the authorization code flow."
          value={provider?.redirectAddress ?? `${location.origin}${providerPath}`}
        />
        <TextInput
          label="Name on the button"
          placeholder="City of Oakland"
          required
          withAsterisk={false}
          maxLength={60}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
        <TextInput
          label="Issuer"
          description="The provider's address as it calls itself, without /.well-known/…"
          placeholder="https://login.city.example"
          type="url"
          required
          withAsterisk={false}
          disabled={provider !== null}
          value={issuer}
          onChange={(event) => setIssuer(event.currentTarget.value)}
        />
        <TextInput
          label="Client ID"
          required
          withAsterisk={false}
          maxLength={300}
          value={clientId}
          onChange={(event) => setClientId(event.currentTarget.value)}
        />
        <PasswordInput
          label="Client secret"
          description={
            provider?.hasSecret ? 'Empty: the present one stays.' : 'Kept encrypted, never shown.'
          }
          autoComplete="off"
          value={clientSecret}
          onChange={(event) => setSecret(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': 'Show the secret', tabIndex: 0 }}
        />
        <TagsInput
          label="E-mail domains of new members"
          description="Who is new and has a verified address of these becomes a member. None: invite people first."
          placeholder="city.example"
          value={domains}
          onChange={setDomains}
          acceptValueOnBlur
        />
        <Select
          label="Role of new members"
          allowDeselect={false}
          data={Object.entries(roleLabels).map(([value, label]) => ({ value, label }))}
          value={role}
          onChange={(value) => setRole(value ?? 'viewer')}
        />
        <TextInput
          label="Claim that lists groups"
          description="With it, groups decide the role at every sign-in. Empty: roles are given here."
          placeholder="groups"
          maxLength={100}
          value={groupsClaim}
          onChange={(event) => setClaim(event.currentTarget.value)}
        />
        {groupsClaim.trim() === '' ? null : (
          <Textarea
            label="Roles by group"
            description="One a line: data-team = steward. The strongest counts."
            autosize
            minRows={2}
            value={groups}
            onChange={(event) => setGroups(event.currentTarget.value)}
          />
        )}
        <Checkbox
          label="Its second factor counts here"
          description="Where the provider says that it asked for one."
          checked={secondFactor}
          onChange={(event) => setFactor(event.currentTarget.checked)}
        />
        <Group justify="flex-end">
          <Button type="submit" loading={create.isPending || update.isPending}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function linesOf(groupRoles: ProviderView['groupRoles']): string {
  return Object.entries(groupRoles)
    .map(([group, role]) => `${group} = ${role}`)
    .join('\n');
}

function rolesOf(lines: string): ProviderView['groupRoles'] {
  return Object.fromEntries(
    lines.split('\n').flatMap((line) => {
      const at = line.lastIndexOf('=');
      const group = line.slice(0, at).trim();
      return at > 0 && group
        ? [
            [
              group,
              roleOf(
                line
                  .slice(at + 1)
                  .trim()
                  .toLowerCase(),
              ),
            ],
          ]
        : [];
    }),
  );
}
