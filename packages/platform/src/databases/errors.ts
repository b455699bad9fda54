import { errors, InsitesError } from '@insites/kernel';

const lostCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  // SQLSTATE: shut down by an administrator, crash of a neighbour, still starting.
  '57P01',
  '57P02',
  '57P03',
]);

const lostMessages = [
  'Connection terminated',
  'Client has encountered a connection error',
  'Client was closed and is not queryable',
];

/**
 * A failure that lies in the database's reach, not in the query, as `unavailable`: connection lost
 * or refused, pool or server full, disk full. Null when the thrown value is something else.
 * Looks through the causes, because Drizzle wraps what pg throws.
 */
export function asDatabaseError(thrown: unknown): InsitesError | null {
  if (thrown instanceof InsitesError) return null;
  for (let error = thrown, depth = 0; error instanceof Error && depth < 5; depth += 1) {
    const known = classify(error);
    if (known) return known;
    error = error.cause;
  }
  return null;
}

function classify(error: Error & { code?: unknown; syscall?: unknown }): InsitesError | null {
  const code = typeof error.code === 'string' ? error.code : '';
  if (code === '53100') return diskFull(error);
  // 53300: too many connections. The pool says the other one when none came free in time.
  if (code === '53300' || error.message.startsWith('timeout exceeded when trying to connect'))
    return gone('The database is too busy at the moment.', 2, error);
  const noSocket = code === 'ENOENT' && error.syscall === 'connect';
  const lost =
    noSocket ||
    lostCodes.has(code) ||
    // SQLSTATE class 08: connection exceptions.
    /^08[0-9A-Z]{3}$/.test(code) ||
    lostMessages.some((message) => error.message.startsWith(message));
  return lost ? gone('The database cannot be reached at the moment.', 5, error) : null;
}

function gone(message: string, retryAfter: number, cause: unknown): InsitesError {
  return errors.unavailable('platform.databaseGone', message, {
    hint: 'Try again in a few seconds; if it stays, tell the operator.',
    retryAfter,
    cause,
  });
}

function diskFull(cause: unknown): InsitesError {
  return errors.unavailable('platform.diskFull', 'The disk of the database is full.', {
    hint: 'The operator has to make room; nothing half-done was kept.',
    retryAfter: 60,
    cause,
  });
}
