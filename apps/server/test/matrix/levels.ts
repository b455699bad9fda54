import { auditOf, errorKinds, type Level, type RouteDefinition } from '@insites/kernel';
import type { Answer } from './ask.ts';
import type { Subject } from './subjects.ts';

/** Which subjects reach a level; written out by hand, so that the code that decides is not its own judge. */
const members = ['viewer', 'contributor', 'steward', 'admin', 'adminOfB'] as const;
const reaching: Readonly<Record<Level, readonly Subject[]>> = {
  anyone: ['anonymous', ...members, 'operator', 'outsider'],
  signedIn: [...members, 'operator', 'outsider'],
  viewer: members,
  contributor: ['contributor', 'steward', 'admin', 'adminOfB'],
  steward: ['steward', 'admin', 'adminOfB'],
  admin: ['admin', 'adminOfB'],
  operator: ['operator'],
  directory: ['directory', 'directoryOfB'],
};

/** What any token may ask, whatever it was made for. */
const alwaysInScope = ['identity:me', 'platform:version'];

/** Codes that say: you may not do such a thing at all. */
export const refusals = [
  'identity.signInNeeded',
  'identity.credentialInvalid',
  'identity.roleTooLow',
  'identity.scopeTooNarrow',
];

export interface Expected {
  readonly status: number;
  readonly code: string;
}

/** The refusal that a subject has to get from a route; null when it has to get in. */
export function refusalFor(
  subject: Subject,
  route: RouteDefinition,
  level: Level,
): Expected | null {
  switch (subject) {
    case 'expired':
    case 'revoked':
    case 'forged':
      return { status: 401, code: 'identity.credentialInvalid' };
    case 'narrow':
      if (level === 'operator' || level === 'directory')
        return { status: 403, code: 'identity.roleTooLow' };
      if (alwaysInScope.includes(route.permission)) return null;
      return { status: 403, code: 'identity.scopeTooNarrow' };
    case 'directory':
    case 'directoryOfB':
      if (level === 'directory' || alwaysInScope.includes(route.permission)) return null;
      return {
        status: 403,
        code: level === 'anyone' ? 'identity.scopeTooNarrow' : 'identity.roleTooLow',
      };
    default:
      if (reaching[level].includes(subject)) return null;
      return subject === 'anonymous'
        ? { status: 401, code: 'identity.signInNeeded' }
        : { status: 403, code: 'identity.roleTooLow' };
  }
}

/** The entry that an answer leaves in the audit log; null when it leaves none. */
export function entryFor(
  route: RouteDefinition,
  answer: Answer,
): { readonly outcome: string; readonly code: string | null } | null {
  if (auditOf(route) === 'none' && answer.status !== 403) return null;
  if (answer.status < 400) return { outcome: 'allowed', code: null };
  const refused = [errorKinds.notSignedIn.status, errorKinds.notAllowed.status] as number[];
  return { outcome: refused.includes(answer.status) ? 'refused' : 'failed', code: answer.code };
}
