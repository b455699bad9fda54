import { DataList, EmptyState, useCall, useListState } from '@insites/ui';
import IconHistory from '@tabler/icons-react/dist/esm/icons/IconHistory.mjs';
import { useState } from 'react';
import { type EntryView, list } from '../../contract/index.ts';
import { filterOf, type Subject } from '../subject.ts';
import { entryColumns } from './columns.tsx';
import { DownloadLinks } from './download-links.tsx';
import { EntryDialog } from './entry-dialog.tsx';
import { Filters, useFilters } from './filters.tsx';

/** The log of the organisation, of one person or of one thing, with its filters. */
export function AllActivity({ subject }: { readonly subject: Subject }) {
  const control = useListState({ sort: 'at', descending: true });
  const filters = useFilters(() => control.change({ offset: 0 }));
  const [shown, setShown] = useState<EntryView | null>(null);
  const { search, limit, offset } = control.state;
  const chosen = { ...(search ? { search } : {}), ...filters.chosen, ...filterOf(subject) };
  const query = useCall(list, { limit, offset, ...chosen }, { keep: true });
  return (
    <>
      <DataList
        label="Activity"
        columns={entryColumns({ who: subject.kind !== 'person', onShow: setShown })}
        query={query}
        control={control}
        rowKey={(entry) => entry.id}
        tools={<Filters filters={filters} />}
        empty={
          <EmptyState title="No entries" icon={IconHistory}>
            Nothing matches. Choose other filters, or come back when something happened.
          </EmptyState>
        }
      />
      <DownloadLinks chosen={chosen} />
      <EntryDialog entry={shown} onClose={() => setShown(null)} />
    </>
  );
}
