import { ConfirmDialog, useAction } from '@insites/ui';
import { remove, removeFolder } from '../../contract/index.ts';
import type { Item } from './columns.tsx';
import { useReturnFocus } from './use-return-focus.ts';

export function DeleteDialog(props: {
  readonly item: Pick<Item, 'id' | 'name' | 'kind'>;
  readonly onClose: () => void;
  readonly onDone?: () => void;
}) {
  useReturnFocus();
  const { item } = props;
  const onDone = props.onDone ?? props.onClose;
  const file = useAction(remove, { onDone });
  const folder = useAction(removeFolder, { onDone });
  const action = item.kind === 'file' ? file : folder;
  return (
    <ConfirmDialog
      opened
      onClose={props.onClose}
      title={`Delete “${item.name}”?`}
      verb="Delete"
      pending={action.isPending}
      error={action.error}
      onConfirm={() => action.mutate({ id: item.id })}
    >
      {item.kind === 'file'
        ? 'The file and all its versions are gone for good.'
        : 'Only an empty folder can be deleted.'}
    </ConfirmDialog>
  );
}
