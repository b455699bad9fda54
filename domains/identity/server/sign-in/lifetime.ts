import { hour, minute } from '../context.ts';
import type { SessionRow, SessionRules } from '../sessions/store.ts';

/** NIST SP 800-63B-4 §2.2.3 (AAL2): a day at most, an hour without use. Organisations say less, never more. */
export const longest: Pick<SessionRules, 'sessionHours' | 'idleMinutes'> = {
  sessionHours: 24,
  idleMinutes: 60,
};

type Times = Pick<SessionRow, 'createdAt' | 'expiresAt' | 'lastSeenAt'>;
type Rules = Pick<SessionRules, 'sessionHours' | 'idleMinutes'> | null;

/** When a session ends in any case. */
export function endOf({ createdAt, expiresAt }: Times, rules: Rules): Date {
  const { sessionHours } = rules ?? longest;
  return new Date(Math.min(expiresAt.getTime(), createdAt.getTime() + sessionHours * hour));
}

/** Whether a session has neither reached its end nor been idle for too long. */
export function holds(session: Times, rules: Rules, now: Date): boolean {
  const { idleMinutes } = rules ?? longest;
  return (
    endOf(session, rules) > now &&
    session.lastSeenAt.getTime() + idleMinutes * minute > now.getTime()
  );
}
