import { ConfirmDialog, useAction } from '@insites/ui';
import { type PersonView, removePerson, signOutPerson } from '../../contract/index.ts';

interface About {
  readonly person: PersonView;
  readonly onClose: () => void;
}

/** Ends the sessions of a member: for a lost laptop, or a doubt. */
export function SignOutPerson({ person, onClose }: About) {
  const end = useAction(signOutPerson);
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={`Sign ${person.name} out?`}
      verb="Sign them out"
      pending={end.isPending}
      error={end.error}
      onConfirm={() => end.mutate({ id: person.id }, { onSuccess: onClose })}
    >
      Their sessions in this organisation end at once, on every device. They can sign in again.
    </ConfirmDialog>
  );
}

/** Ends a membership. */
export function RemovePerson({ person, onClose }: About) {
  const remove = useAction(removePerson, { also: ['licensing'] });
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={`Remove ${person.name}?`}
      verb="Remove"
      pending={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate({ id: person.id }, { onSuccess: onClose })}
    >
      They lose access at once. What they made stays.
    </ConfirmDialog>
  );
}
