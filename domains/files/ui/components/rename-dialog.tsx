import { useAction } from '@insites/ui';
import { update, updateFolder } from '../../contract/index.ts';
import type { Item } from './columns.tsx';
import { NameDialog } from './name-dialog.tsx';

export function RenameDialog(props: {
  readonly item: Pick<Item, 'id' | 'name' | 'kind'>;
  readonly onClose: () => void;
}) {
  const { item, onClose } = props;
  const file = useAction(update, { onDone: onClose });
  const folder = useAction(updateFolder, { onDone: onClose });
  const save = item.kind === 'file' ? file : folder;
  return (
    <NameDialog
      title={`Rename “${item.name}”`}
      verb="Rename"
      initial={item.name}
      pending={save.isPending}
      error={save.error}
      onSave={(name) => save.mutate({ id: item.id, name })}
      onClose={onClose}
    />
  );
}
