import { callKey } from '@insites/ui';
import { useQueryClient } from '@tanstack/react-query';
import { type MeView, me } from '../contract/index.ts';

/** Makes the page another person's: forgets every answer given before and keeps who they are. */
export function useSignedIn(): (view: MeView) => void {
  const queries = useQueryClient();
  return (view) => {
    queries.removeQueries({ predicate: (query) => query.queryKey[1] !== me.name });
    queries.setQueryData(callKey(me, {}), view);
  };
}
