import { type QueryResult, query } from '@insites/datasets/contract';
import { useClient } from '@insites/ui';
import { useCallback, useEffect, useRef, useState } from 'react';

/** Where a question stands. The former answer stays on screen while the next is awaited. */
export type RunState =
  | { readonly state: 'idle' }
  | { readonly state: 'running'; readonly former: QueryResult | null }
  | { readonly state: 'done'; readonly sql: string; readonly result: QueryResult }
  | { readonly state: 'failed'; readonly error: unknown }
  | { readonly state: 'stopped' };

/** Asks one question at a time; `stop` ends it here and on the server. */
export function useRun(onDone: (sql: string, result: QueryResult) => void) {
  const client = useClient();
  const [run, setRun] = useState<RunState>({ state: 'idle' });
  const current = useRef<AbortController | null>(null);
  useEffect(() => () => current.current?.abort(), []);

  const stop = useCallback(() => {
    current.current?.abort();
    current.current = null;
    setRun({ state: 'stopped' });
  }, []);

  const ask = async (sql: string) => {
    current.current?.abort();
    const mine = new AbortController();
    current.current = mine;
    setRun((former) => ({
      state: 'running',
      former: former.state === 'done' ? former.result : null,
    }));
    try {
      const result = await client.call(query, { sql }, { signal: mine.signal });
      if (current.current !== mine) return;
      setRun({ state: 'done', sql, result });
      onDone(sql, result);
    } catch (error) {
      if (current.current === mine) setRun({ state: 'failed', error });
    }
  };
  return { run, ask, stop };
}
