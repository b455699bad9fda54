import { ConfirmButton, useAction } from '@insites/ui';
import { type PersonView, removePerson, signOutPerson } from '../../contract/index.ts';

/** Ends the sessions of a member: for a lost laptop, or a doubt. */
export function SignOutPerson({ person }: { readonly person: PersonView }) {
  const end = useAction(signOutPerson);
  return (
    <ConfirmButton
      size="xs"
      label="Sign out"
      title={`Sign ${person.name} out?`}
      question="Their sessions in this organisation end at once, on every device. They can sign in again."
      verb="Sign them out"
      pending={end.isPending}
      error={end.error}
      onConfirm={() => end.mutateAsync({ id: person.id })}
    />
  );
}

export function RemovePerson({ person }: { readonly person: PersonView }) {
  const remove = useAction(removePerson, { also: ['licensing'] });
  return (
    <ConfirmButton
      size="xs"
      label="Remove"
      title={`Remove ${person.name}?`}
      question="They lose access at once. What they made stays."
      verb="Remove"
      pending={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutateAsync({ id: person.id })}
    />
  );
}
