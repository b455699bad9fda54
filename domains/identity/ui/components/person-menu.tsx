import { ActionIcon, Menu } from '@mantine/core';
import IconDots from '@tabler/icons-react/dist/esm/icons/IconDots.mjs';
import IconLogout from '@tabler/icons-react/dist/esm/icons/IconLogout.mjs';
import IconMailForward from '@tabler/icons-react/dist/esm/icons/IconMailForward.mjs';
import IconUserMinus from '@tabler/icons-react/dist/esm/icons/IconUserMinus.mjs';
import { useState } from 'react';
import type { PersonView } from '../../contract/index.ts';
import { RemovePerson, SignOutPerson } from './remove-person.tsx';
import { SendSignInLink } from './send-sign-in-link.tsx';

/** What an administrator can do with a member. */
export function PersonMenu({ person }: { readonly person: PersonView }) {
  const [asked, ask] = useState<'link' | 'signOut' | 'remove' | null>(null);
  const close = () => ask(null);
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={`Actions for ${person.name}`}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconMailForward size={16} aria-hidden />}
            onClick={() => ask('link')}
          >
            Send a sign-in link
          </Menu.Item>
          <Menu.Item
            leftSection={<IconLogout size={16} aria-hidden />}
            onClick={() => ask('signOut')}
          >
            Sign out
          </Menu.Item>
          <Menu.Item
            c="var(--mantine-color-error)"
            leftSection={<IconUserMinus size={16} aria-hidden />}
            onClick={() => ask('remove')}
          >
            Remove
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {asked === 'link' ? <SendSignInLink person={person} onClose={close} /> : null}
      {asked === 'signOut' ? <SignOutPerson person={person} onClose={close} /> : null}
      {asked === 'remove' ? <RemovePerson person={person} onClose={close} /> : null}
    </>
  );
}
