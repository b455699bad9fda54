import { DataList, EmptyState, useCall, useListState } from '@insites/ui';
import IconHistory from '@tabler/icons-react/dist/esm/icons/IconHistory.mjs';
import { listMine } from '../../contract/index.ts';
import { entryColumns } from './columns.tsx';

const columns = entryColumns({ who: false });

/** What I did myself. */
export function MyActivity() {
  const control = useListState({ sort: 'at', descending: true });
  const { search, limit, offset } = control.state;
  const query = useCall(listMine, { limit, offset, ...(search ? { search } : {}) }, { keep: true });
  return (
    <DataList
      label="My activity"
      columns={columns}
      query={query}
      control={control}
      rowKey={(entry) => entry.id}
      empty={
        <EmptyState title="Nothing yet" icon={IconHistory}>
          What you change and which data you read will stand here.
        </EmptyState>
      }
    />
  );
}
