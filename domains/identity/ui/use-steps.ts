import type { Client } from '@insites/client';
import { useClient } from '@insites/ui';
import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query';

/** Several calls, and perhaps a question to the browser, as one action. Asks identity's answers again afterwards. */
export function useSteps<I, O>(
  steps: (client: Client, input: I) => Promise<O>,
  onDone: (output: O) => void,
): UseMutationResult<O, Error, I> {
  const client = useClient();
  const queries = useQueryClient();
  return useMutation<O, Error, I>({
    mutationFn: (input) => steps(client, input),
    onSuccess: (output) => {
      void queries.invalidateQueries({ queryKey: ['identity'] });
      onDone(output);
    },
  });
}
