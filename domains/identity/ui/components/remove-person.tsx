import { ConfirmButton, useAction } from '@insites/ui';
import { type PersonView, removePerson } from '../../contract/index.ts';

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
