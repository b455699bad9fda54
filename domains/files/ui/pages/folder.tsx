import {
  DataList,
  EmptyState,
  listInput,
  PageHeader,
  UploadDrop,
  useCall,
  useListState,
} from '@insites/ui';
import { Stack } from '@mantine/core';
import IconFolderOpen from '@tabler/icons-react/dist/esm/icons/IconFolderOpen.mjs';
import { useQueryClient } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { createUpload, list } from '../../contract/index.ts';
import { columns } from '../components/columns.tsx';
import { FolderPath } from '../components/folder-path.tsx';
import { NewFolder } from '../components/new-folder.tsx';

/** A folder: what is in it, and a place to drop more. */
export function FolderPage() {
  const { folder } = useSearch({ strict: false }) as { folder?: string };
  return <Folder key={folder ?? 'top'} folderId={folder ?? null} />;
}

function Folder({ folderId }: { readonly folderId: string | null }) {
  const control = useListState({ sort: 'name' });
  const queries = useQueryClient();
  const query = useCall(
    list,
    {
      ...listInput<'name' | 'updatedAt' | 'bytes'>(control.state),
      ...(folderId ? { folderId } : {}),
    },
    { keep: true },
  );
  const path = query.data?.path ?? [];
  return (
    <>
      <PageHeader
        title={path.at(-1)?.name ?? 'Files'}
        above={<FolderPath path={path.slice(0, -1)} here={folderId !== null} />}
        actions={query.data?.can.createFolder ? <NewFolder parentId={folderId} /> : null}
      >
        {folderId ? null : 'Everything as it came, encrypted, with every version kept.'}
      </PageHeader>
      <Stack gap="lg">
        {query.data?.can.upload ? (
          <UploadDrop
            multiple
            endpoint={createUpload.path}
            {...(folderId ? { metadata: { folderId } } : {})}
            hint="An upload that was cut off goes on where it stopped: drop the same file again."
            onUploaded={() => void queries.invalidateQueries({ queryKey: ['files'] })}
          />
        ) : null}
        <DataList
          label="Files"
          searchLabel="Search files of all folders"
          columns={columns}
          query={query}
          control={control}
          rowKey={(item) => item.id}
          empty={
            <EmptyState title="This folder is empty" icon={IconFolderOpen}>
              {query.data?.can.upload ? 'Drop files above.' : 'Nothing was put here yet.'}
            </EmptyState>
          }
        />
      </Stack>
    </>
  );
}
