/** A question asked before in this browser. */
export interface PastQuery {
  readonly sql: string;
  /** ISO 8601. */
  readonly at: string;
  readonly rows: number | null;
}

const key = 'insites.sql.history';
const most = 30;

/** The last questions, newest first. A damaged or forbidden storage counts as empty. */
export function readHistory(
  storage: Pick<Storage, 'getItem'> = localStorage,
): readonly PastQuery[] {
  try {
    const stored: unknown = JSON.parse(storage.getItem(key) ?? '[]');
    return Array.isArray(stored) ? stored.filter(isPastQuery) : [];
  } catch {
    return [];
  }
}

/** Puts a question on top; the same question asked again moves up. */
export function remember(
  query: PastQuery,
  storage: Pick<Storage, 'getItem' | 'setItem'> = localStorage,
): readonly PastQuery[] {
  const older = readHistory(storage).filter(({ sql }) => sql !== query.sql);
  const history = [query, ...older].slice(0, most);
  try {
    storage.setItem(key, JSON.stringify(history));
  } catch {
    // Private windows may refuse to store; the list then lives until the page is left.
  }
  return history;
}

/** Forgets every question. */
export function forget(storage: Pick<Storage, 'removeItem'> = localStorage): readonly PastQuery[] {
  try {
    storage.removeItem(key);
  } catch {
    // Nothing was stored then.
  }
  return [];
}

function isPastQuery(value: unknown): value is PastQuery {
  return (
    typeof value === 'object' &&
    value !== null &&
    'sql' in value &&
    typeof value.sql === 'string' &&
    'at' in value &&
    typeof value.at === 'string'
  );
}
