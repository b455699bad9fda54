/** Roles inside an organisation, weakest first. Each may do all that the ones before it may. */
export const roles = ['viewer', 'contributor', 'steward', 'admin'] as const;
export type Role = (typeof roles)[number];

/**
 * The least that a permission asks for: `anyone` (even signed out; the object decides), `signedIn`,
 * a role in the organisation whose hat the actor wears, or `operator` of the platform, which is
 * apart: an operator has no role in an organisation by being one. `directory` is apart, too: only the
 * directory of an organisation, which tells who works there, reaches it, and it reaches nothing else.
 */
export type Level = 'anyone' | 'signedIn' | Role | 'operator' | 'directory';

/** Who asks. Made by identity for every request; everything behind the edge trusts it. */
export interface Actor {
  /** `service`: a service account of an organisation, which no human signs in to. */
  readonly kind: 'anonymous' | 'person' | 'service' | 'system' | 'directory';
  /** The person, or the service account. */
  readonly personId: string | null;
  readonly name: string;
  /** The organisation whose hat is worn; null when signed out or without membership. */
  readonly organisationId: string | null;
  readonly role: Role | null;
  readonly operator: boolean;
  /** Units of that organisation the person belongs to, and the units these lie in. */
  readonly unitIds?: readonly string[];
  /** Teams of that organisation the person belongs to. */
  readonly teamIds?: readonly string[];
  /** The session, API token or directory behind the request. */
  readonly credential: Credential | null;
  /** Permissions an API token is limited to; null = all that the role gives. */
  readonly scopes: readonly string[] | null;
  /** Data sets an API token is limited to, by id; absent or null = all that the rules show. */
  readonly datasets?: readonly string[] | null;
  /** Network address, for the audit log. */
  readonly address: string;
  readonly requestId: string;
}

/** What a request shows to say who asks. */
export interface Credential {
  /** `service`: a token of a service account. */
  readonly kind: 'session' | 'token' | 'service';
  readonly id: string;
  /** Of a session: when its person last proved to be the one, by password, code or passkey. */
  readonly provenAt?: Date | null;
  /** Of a session: what the organisation asks of its members' sign-in and this one does not have. */
  readonly lacks?: 'factor' | 'passkey' | 'provider' | null;
  /** Of a session: the organisation whose sign-in provider vouched for the person; it acts for no other. */
  readonly boundTo?: string | null;
}

/** The actor of a request that carries no credential. */
export function anonymous(address: string, requestId: string): Actor {
  return {
    kind: 'anonymous',
    personId: null,
    name: 'Visitor',
    organisationId: null,
    role: null,
    operator: false,
    credential: null,
    scopes: null,
    address,
    requestId,
  };
}

/** Whether the actor reaches a level. Scopes of a token are a separate question. */
export function reaches(actor: Pick<Actor, 'kind' | 'role' | 'operator'>, level: Level): boolean {
  switch (level) {
    case 'anyone':
      return true;
    case 'signedIn':
      return actor.kind !== 'anonymous' && actor.kind !== 'directory';
    case 'directory':
      return actor.kind === 'directory';
    case 'operator':
      return actor.operator || actor.kind === 'system';
    default:
      return (
        actor.kind === 'system' ||
        (actor.role !== null && roles.indexOf(actor.role) >= roles.indexOf(level))
      );
  }
}
