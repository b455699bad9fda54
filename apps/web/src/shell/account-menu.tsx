import { me as meRoute, signOut, wearHat } from '@insites/identity/contract';
import { callKey, RouterLink, useAction, useGo, useMe } from '@insites/ui';
import { Menu } from '@mantine/core';
import IconLogout from '@tabler/icons-react/dist/esm/icons/IconLogout.mjs';
import IconUser from '@tabler/icons-react/dist/esm/icons/IconUser.mjs';
import { useQueryClient } from '@tanstack/react-query';
import { AccountFace } from './account-face.tsx';
import { ThemeItems } from './theme-items.tsx';

/** Who am I, which hat do I wear, how does it look, and the way out. Comes with the first press, opened. */
export function AccountMenu() {
  const me = useMe();
  const leave = useLeave();
  return (
    <Menu position="bottom-end" width={264} withinPortal defaultOpened>
      <Menu.Target>
        <AccountFace />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {me.person?.email}
          {me.role ? ` · ${me.role}` : ''}
          {me.units.length > 0 ? ` · ${me.units.map(({ name }) => name).join(', ')}` : ''}
        </Menu.Label>
        <Menu.Item
          component={RouterLink}
          href="/settings/account"
          leftSection={<IconUser size={16} aria-hidden />}
        >
          My account
        </Menu.Item>
        <Hats />
        <ThemeItems />
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={leave}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function Hats() {
  const me = useMe();
  const queries = useQueryClient();
  const go = useGo();
  const wear = useAction(wearHat, {
    onDone: (view) => {
      queries.clear();
      queries.setQueryData(callKey(meRoute, {}), view);
      go('/');
    },
  });
  if (me.memberships.length < 2) return null;
  return (
    <>
      <Menu.Divider />
      <Menu.Label>Act for</Menu.Label>
      <Menu.RadioGroup
        value={me.organisation?.id ?? null}
        onChange={(organisationId) => wear.mutate({ organisationId })}
      >
        {me.memberships.map((membership) => (
          <Menu.RadioItem key={membership.organisationId} value={membership.organisationId}>
            {membership.organisationName}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </>
  );
}

function useLeave(): () => void {
  const queries = useQueryClient();
  const go = useGo();
  const leave = useAction(signOut);
  return () =>
    leave.mutate(
      {},
      {
        onSettled: () => {
          go('/');
          // Nothing of this person stays in the page.
          void queries.resetQueries();
        },
      },
    );
}
