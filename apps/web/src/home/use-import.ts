import { importFile } from '@insites/datasets/contract';
import { useAction, useGo } from '@insites/ui';

/** Makes a dataset from a stored file and goes to its page, which shows the progress. */
export function useImport() {
  const go = useGo();
  return useAction(importFile, {
    also: ['platform', 'files'],
    onDone: ({ datasetId }, { fileId }) => go(`/datasets/${datasetId}/review#file=${fileId}`),
  });
}
