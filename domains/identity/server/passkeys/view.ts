import type { PasskeyView } from '../../contract/sign-in.ts';
import type { PasskeyRow } from './store.ts';

export function passkeyViewOf(row: PasskeyRow): PasskeyView {
  return {
    id: row.id,
    name: row.name,
    synced: row.synced,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  };
}
