import { useMe } from '@insites/ui';
import { Avatar, Text, UnstyledButton, VisuallyHidden } from '@mantine/core';
import type { ComponentPropsWithRef } from 'react';
import classes from './shell.module.css';

/** The button of the account menu: who acts, and for whom. */
export function AccountFace(props: ComponentPropsWithRef<'button'>) {
  const me = useMe();
  const name = me.person?.name ?? '';
  return (
    <UnstyledButton {...props} className={classes.account ?? ''} aria-haspopup="menu">
      <Avatar size={30} radius="xl" color="pine" variant="filled" name={name} aria-hidden />
      <VisuallyHidden>Account: </VisuallyHidden>
      <span className={classes.accountName}>
        <Text span display="block" size="sm" fw={500} truncate>
          {name}
        </Text>
        <Text span display="block" size="xs" c="dimmed" truncate>
          {me.organisation?.name ?? 'No organisation'}
        </Text>
      </span>
    </UnstyledButton>
  );
}
