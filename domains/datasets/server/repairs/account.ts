import type { Conservation } from '../../contract/index.ts';
import { accountFor } from '../imports/conservation.ts';

/**
 * The account of a file of which rows were sent back. `loaded` counts all rows of the version, `repaired` of them
 * those that were rejected first.
 */
export function accountAfter(before: Conservation, loaded: number, repaired: number): Conservation {
  const all = before.rejected + (before.repaired ?? 0);
  const { detail, ...rest } = before;
  const counts = { ...rest, rejected: all - repaired, ...(detail ? { detail } : {}) };
  const account = accountFor(counts, loaded);
  if (repaired === 0) return account;
  const were = all === 1 ? 'record was' : 'records were';
  const sentBack = repaired === 1 ? '1 was' : `${repaired.toLocaleString('en')} were`;
  const sentence = `${account.sentence} ${all.toLocaleString('en')} ${were} rejected at first, of which ${sentBack} repaired, sent back and loaded.`;
  return { ...account, repaired, sentence };
}
