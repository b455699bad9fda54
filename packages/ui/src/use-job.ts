import { type JobView, readJob, watchJob } from '@insites/platform/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { callKey, useCall, useClient } from './client.ts';

const ended = (job: JobView) => ['done', 'failed', 'cancelled'].includes(job.state);

/**
 * A job, followed by server-sent events until it ends. When the stream cannot be had (a proxy that
 * holds events back), it is asked for every two seconds instead.
 */
export function useJob(
  id: string,
  onEnd?: (job: JobView) => void,
): { readonly job: JobView | undefined; readonly error: unknown; readonly retry: () => void } {
  const client = useClient();
  const queries = useQueryClient();
  const [streaming, setStreaming] = useState(true);
  const query = useCall(readJob, { id });
  const live = query.data !== undefined && !ended(query.data);
  const asking = live && !streaming;
  useCall(readJob, { id }, { enabled: asking, every: asking ? 2_000 : false });

  useEffect(() => {
    if (!live) return;
    const stop = new AbortController();
    const follow = async () => {
      const events = await client.call(watchJob, { id }, { signal: stop.signal });
      for await (const job of events as AsyncIterable<JobView>)
        queries.setQueryData(callKey(readJob, { id }), job);
    };
    follow().then(
      () => void queries.invalidateQueries({ queryKey: callKey(readJob, { id }) }),
      () => {
        if (!stop.signal.aborted) setStreaming(false);
      },
    );
    return () => stop.abort();
  }, [client, queries, id, live]);

  useEnd(query.data, onEnd);
  return { job: query.data, error: query.error, retry: () => void query.refetch() };
}

/** Tells of the end once, also of a job that had ended before the first look at it. */
function useEnd(job: JobView | undefined, onEnd?: (job: JobView) => void): void {
  const queries = useQueryClient();
  const seen = useRef<'nothing' | 'live' | 'ended'>('nothing');
  const latest = useRef(onEnd);
  useEffect(() => {
    latest.current = onEnd;
  });
  useEffect(() => {
    if (!job) return;
    const before = seen.current;
    seen.current = ended(job) ? 'ended' : 'live';
    if (!ended(job) || before === 'ended') return;
    // A page that shows a job of the past waits for nothing.
    if (before === 'nothing' && !latest.current) return;
    // What the job made is on other pages too.
    void queries.invalidateQueries({ predicate: (query) => query.queryKey[1] !== readJob.name });
    latest.current?.(job);
  }, [job, queries]);
}
