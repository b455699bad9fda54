import type { JobView } from '../../contract/index.ts';
import type { JobRow } from './tables.ts';

/** A row as the world sees it: undoing is still running. */
export function toView(row: JobRow): JobView {
  const undoing = row.state === 'undoing';
  const state = row.state === 'undoing' ? 'running' : row.state;
  const left = row.total === null ? null : Math.max(0, row.total - row.done);
  return {
    id: row.id,
    name: row.name,
    title: row.title,
    state,
    step: undoing ? 'Undoing what stood half-done' : row.step,
    done: row.done,
    total: row.total,
    unit: row.unit,
    rate: state === 'running' ? row.rate : null,
    secondsLeft:
      state === 'running' && left !== null && row.rate ? Math.ceil(left / row.rate) : null,
    object: row.objectKind && row.objectId ? { kind: row.objectKind, id: row.objectId } : null,
    error: row.error,
    result: row.result,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    can: { cancel: !undoing && !row.cancelWanted && !hasEnded(row) },
  };
}

/** Whether nothing more will happen to it. */
export function hasEnded(row: Pick<JobRow, 'state'>): boolean {
  return row.state === 'done' || row.state === 'failed' || row.state === 'cancelled';
}
