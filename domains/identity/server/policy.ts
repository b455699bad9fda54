import { type Actor, errors, type InsitesError, type Level, reaches } from '@insites/kernel';

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

/** A token cannot make one that may more, or lives longer, than itself. */
export function scopesOfNewToken(
  actor: Actor,
  asked: readonly string[] | undefined,
): readonly string[] | null {
  const wanted = asked ?? actor.scopes;
  const beyond = wanted?.find((scope) => actor.scopes !== null && !actor.scopes.includes(scope));
  if (beyond !== undefined) throw scopeTooNarrow(beyond);
  return wanted === null ? null : [...new Set(wanted)];
}

/** What a token may not do, whatever its scopes. */
export function scopeTooNarrow(permission: string): InsitesError {
  return errors.notAllowed(
    'identity.scopeTooNarrow',
    `This API token is not made for ${permission}.`,
    { hint: 'Make a token with this scope, or one without scopes.' },
  );
}

export function signInNeeded(): InsitesError {
  return errors.notSignedIn('identity.signInNeeded', 'This is only for people who signed in.', {
    hint: 'Sign in, or send an API token as “Authorization: Bearer …”.',
  });
}

function roleTooLow(level: Level): InsitesError {
  const operator = level === 'operator';
  return errors.notAllowed(
    'identity.roleTooLow',
    operator
      ? 'This is only for operators of the platform.'
      : `This needs the role ${level} in the organisation whose hat you wear.`,
    { hint: operator ? 'Ask an operator.' : 'Ask an administrator of your organisation.' },
  );
}
