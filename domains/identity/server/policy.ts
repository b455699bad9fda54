import {
  type Actor,
  errors,
  type InsitesError,
  type Level,
  type Role,
  type RouteDefinition,
  reaches,
} from '@insites/kernel';
import type { SecondFactor, SignInRule } from '../contract/sign-in.ts';

/** An API token may always say who it is and ask which program it talks to. */
const alwaysInScope = ['identity:me', 'platform:version'];

/** Whether an actor's role and, with a token, its scopes include a permission. */
export function includes(actor: Actor, permission: string, level: Level): boolean {
  return reaches(actor, level) && inScope(actor, permission);
}

/** Whether the token behind the actor, if there is one, is made for a permission. */
export function inScope(actor: Pick<Actor, 'scopes'>, permission: string): boolean {
  return (
    actor.scopes === null || actor.scopes.includes(permission) || alwaysInScope.includes(permission)
  );
}

/** Why a permission is not given; null when it is. */
export function refusal(actor: Actor, permission: string, level: Level): InsitesError | null {
  if (!reaches(actor, level))
    return actor.kind === 'anonymous' ? signInNeeded() : roleTooLow(level);
  return inScope(actor, permission) ? null : scopeTooNarrow(permission);
}

/** What an organisation asks of a member's sign-in and this one does not have; null: it has all. */
export function lacking(
  rule: SignInRule,
  role: Role,
  {
    secondFactor: shown,
    bound,
  }: { readonly secondFactor: SecondFactor | null; readonly bound: boolean },
): 'factor' | 'passkey' | 'provider' | null {
  if (rule === 'provider') return bound ? null : 'provider';
  const passkey = rule === 'passkey' || (rule === 'passkeyOfAdmins' && role === 'admin');
  if (passkey) return shown === 'passkey' ? null : 'passkey';
  return rule === 'password' || shown !== null ? null : 'factor';
}

/** What leads out of lacking something: adding it, proving it, another hat, and the way out. */
const withoutFactor: readonly string[] = [
  'identity.me',
  'identity.signIn',
  'identity.useLink',
  'identity.useSecondFactor',
  'identity.passkeyOptions',
  'identity.usePasskey',
  'identity.listSignInProviders',
  'identity.beginProvider',
  'identity.linkProvider',
  'identity.finishProvider',
  'identity.signOut',
  'identity.wearHat',
  'identity.updateMe',
  'identity.listFactors',
  'identity.startAuthenticator',
  'identity.confirmAuthenticator',
  'identity.newPasskeyOptions',
  'identity.addPasskey',
  'identity.proofOptions',
  'identity.prove',
];

/** Milliseconds for which a proof holds. */
export const proofLife = 5 * 60_000;

/** Why a session may not do this although its role includes it; null when it may. Tokens have no person before them. */
export function sessionRefusal(
  { credential }: Pick<Actor, 'credential'>,
  route: Pick<RouteDefinition, 'name' | 'fresh'>,
  now: Date,
): InsitesError | null {
  if (credential?.kind !== 'session') return null;
  if (credential.lacks && !withoutFactor.includes(route.name))
    return factorNeeded(credential.lacks);
  return route.fresh && !isProven(credential, now) ? proofNeeded() : null;
}

/** Whether a session's person has proved in the last five minutes to be the one. */
export function isProven({ provenAt }: { readonly provenAt?: Date | null }, now: Date): boolean {
  return !!provenAt && now.getTime() - provenAt.getTime() < proofLife;
}

/** The person and session of a browser. How one signs in is nothing for tokens. @throws identity.sessionNeeded */
export function inBrowser(actor: Actor): {
  readonly personId: string;
  readonly sessionId: string;
} {
  if (actor.personId === null) throw signInNeeded();
  if (actor.credential?.kind !== 'session')
    throw errors.notAllowed(
      'identity.sessionNeeded',
      'Only a person in a browser may do this, not an API token.',
      { hint: 'Sign in with a browser, and do it under Settings, Sign-in and devices.' },
    );
  return { personId: actor.personId, sessionId: actor.credential.id };
}

/** The person behind the actor. @throws identity.signInNeeded, identity.personNeeded */
export function aPerson(actor: Actor): string {
  if (actor.personId === null) throw signInNeeded();
  if (actor.kind === 'service')
    throw errors.notAllowed(
      'identity.personNeeded',
      'Only a person may do this, not a service account.',
      { hint: 'Its tokens are made by administrators, under Settings, Service accounts.' },
    );
  return actor.personId;
}

/**
 * An administrator takes a lost factor away from who belongs to no other organisation: else one
 * organisation could weaken what guards another. Operators of the platform help everybody else.
 */
export function mayResetFactors(
  actor: Actor,
  person: { readonly operator: boolean },
  memberships: number,
): boolean {
  return actor.operator || (memberships === 1 && !person.operator);
}

/** Administrators invite to any role, stewards to those below their own. */
export function mayInvite(actor: Actor, role: Role): boolean {
  if (reaches(actor, 'admin')) return true;
  return reaches(actor, 'steward') && (role === 'viewer' || role === 'contributor');
}

/**
 * A directory changes name and address of whom it brought here, as long as they belong nowhere else: an
 * address is signed in with, and one organisation must not change it for another.
 */
export function mayRename(
  person: { readonly operator: boolean },
  { owns, elsewhere }: { readonly owns: boolean; readonly elsewhere: boolean },
): boolean {
  return owns && !elsewhere && !person.operator;
}

/** The name of an organisation changes only by an administrator who wears its hat. */
export function mayAdminister(actor: Actor, organisationId: string): boolean {
  return actor.organisationId === organisationId && reaches(actor, 'admin');
}

/**
 * A sign-in link goes only to somebody who never signed in and belongs nowhere yet: else the
 * administrator of one organisation could enter another one as its member.
 */
export function mayBeInvited(
  person: { passwordHash: string | null; lastSeenAt: Date | null; operator: boolean },
  memberships: number,
): boolean {
  return (
    person.passwordHash === null &&
    person.lastSeenAt === null &&
    !person.operator &&
    memberships === 0
  );
}

/** Whether an organisation has invited, or its directory has told of, a person whom nobody has signed in as yet. */
export function isAwaited(
  person: { passwordHash: string | null; lastSeenAt: Date | null; operator: boolean },
  memberships: readonly { readonly organisation: { readonly id: string } }[],
  organisationId: string,
): boolean {
  return (
    mayBeInvited(person, 0) &&
    memberships.length === 1 &&
    memberships[0]?.organisation.id === organisationId
  );
}

/**
 * A token cannot make one that may more, or lives longer, than itself. One that is limited to data sets
 * has permissions of data sets only: files, people and the log are not behind the gate of data sets.
 */
export function scopesOfNewToken(
  actor: Actor,
  asked: readonly string[] | undefined,
  limitedToDatasets: boolean,
): readonly string[] | null {
  const wanted = asked ?? (limitedToDatasets ? ['datasets:read'] : actor.scopes);
  const outside = wanted?.find((scope) => limitedToDatasets && !scope.startsWith('datasets:'));
  if (outside !== undefined) throw notOfDatasets(outside);
  const beyond = wanted?.find((scope) => actor.scopes !== null && !actor.scopes.includes(scope));
  if (beyond !== undefined) throw scopeTooNarrow(beyond);
  return wanted === null ? null : [...new Set(wanted)];
}

function notOfDatasets(scope: string): InsitesError {
  return errors.invalid(
    'identity.scopeTooNarrow',
    `A token for some data sets cannot have ${scope}.`,
    {
      hint: 'Give it permissions that begin with datasets: only.',
      fields: [{ path: 'scopes', message: `${scope} reaches beyond data sets` }],
    },
  );
}

/** What a token may not do, whatever its scopes. */
export function scopeTooNarrow(permission: string): InsitesError {
  return errors.notAllowed(
    'identity.scopeTooNarrow',
    `This API token is not made for ${permission}.`,
    { hint: 'Make a token with this scope, or one without scopes.' },
  );
}

/** Whether a session of that beginning may act for the organisation of a membership. */
export function mayWear(
  { sessionsAfter }: { readonly sessionsAfter: Date | null },
  began: Date | null,
): boolean {
  return sessionsAfter === null || (began !== null && began > sessionsAfter);
}

export function boundToProvider(): InsitesError {
  return errors.notAllowed(
    'identity.boundToProvider',
    'You signed in with the provider of one organisation, so this session stays within it.',
    { hint: 'Sign out, and sign in with your password, passkey or a one-time link.' },
  );
}

export function proofNeeded(): InsitesError {
  return errors.notAllowed('identity.proofNeeded', 'Prove once more that it is you.', {
    hint: 'Use your passkey, a code, or your password where you have neither.',
  });
}

function factorNeeded(lacks: 'factor' | 'passkey' | 'provider'): InsitesError {
  return errors.notAllowed(
    'identity.factorNeeded',
    {
      factor: 'Your organisation asks for a second factor.',
      passkey: 'Your organisation asks for a passkey.',
      provider: 'Your organisation asks you to sign in with its own provider.',
    }[lacks],
    { hint: 'Open Insites in a browser; it leads you through.' },
  );
}

export function signInNeeded(): InsitesError {
  return errors.notSignedIn('identity.signInNeeded', 'This is only for people who signed in.', {
    hint: 'Sign in, or send an API token as “Authorization: Bearer …”.',
  });
}

function roleTooLow(level: Level): InsitesError {
  const operator = level === 'operator';
  if (level === 'directory')
    return errors.notAllowed(
      'identity.roleTooLow',
      'This is only for a directory that tells who works for an organisation.',
      { hint: 'Use the token from Settings, Directory sync.' },
    );
  return errors.notAllowed(
    'identity.roleTooLow',
    operator
      ? 'This is only for operators of the platform.'
      : `This needs the role ${level} in the organisation whose hat you wear.`,
    { hint: operator ? 'Ask an operator.' : 'Ask an administrator of your organisation.' },
  );
}
