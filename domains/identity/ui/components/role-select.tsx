import { useAction } from '@insites/ui';
import { Select, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { changeRole, type PersonView } from '../../contract/index.ts';
import { roleLabels, roleOf } from '../roles.ts';

/** The role of a person; a select for those who may change it. */
export function RoleSelect({ person }: { readonly person: PersonView }) {
  const change = useAction(changeRole, {
    onDone: (changed) =>
      notifications.show({ message: `${changed.name} is now ${roleLabels[changed.role]}.` }),
  });
  if (!person.can.changeRole) return <Text size="sm">{roleLabels[person.role]}</Text>;
  return (
    <Select
      aria-label={`Role of ${person.name}`}
      size="xs"
      w="9rem"
      allowDeselect={false}
      data={Object.entries(roleLabels).map(([value, label]) => ({ value, label }))}
      value={person.role}
      disabled={change.isPending}
      error={change.error?.message}
      onChange={(value) => change.mutate({ id: person.id, role: roleOf(value) })}
    />
  );
}
