import type { Role } from '@insites/kernel';
import { Radio, Stack } from '@mantine/core';
import { roleLabels, roleNotes, roleOf } from '../roles.ts';

/** Choice of a role with what each may do. */
export function RoleRadios(props: {
  readonly value: Role;
  readonly onChange: (role: Role) => void;
  /** Default: all. */
  readonly roles?: readonly Role[];
}) {
  const offered = Object.entries(roleLabels).filter(
    ([role]) => props.roles?.includes(roleOf(role)) ?? true,
  );
  return (
    <Radio.Group
      label="Role"
      value={props.value}
      onChange={(value) => props.onChange(roleOf(value))}
    >
      <Stack gap="xs" mt="xs">
        {offered.map(([value, label]) => (
          <Radio key={value} value={value} label={label} description={roleNotes[roleOf(value)]} />
        ))}
      </Stack>
    </Radio.Group>
  );
}
