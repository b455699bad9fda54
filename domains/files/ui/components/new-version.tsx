import { UploadDrop } from '@insites/ui';
import { useQueryClient } from '@tanstack/react-query';
import { createUpload } from '../../contract/index.ts';
import type { FileDetails } from '../pages/file.tsx';

/** Drop a newer edition of the file; the former ones stay. */
export function NewVersion({ file }: { readonly file: FileDetails }) {
  const queries = useQueryClient();
  return (
    <UploadDrop
      endpoint={createUpload.path}
      metadata={{ fileId: file.id }}
      title="Drop a newer version"
      hint={`It becomes version ${file.latest.number + 1}; the former ones stay.`}
      onUploaded={() => void queries.invalidateQueries({ queryKey: ['files'] })}
    />
  );
}
