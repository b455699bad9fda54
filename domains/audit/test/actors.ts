import { type Actor, newId, type Role } from '@insites/kernel';

/** A signed-in person, as the edge would hand them over. */
export function person(organisationId: string, role: Role, name = 'Ada Clerk'): Actor {
  return {
    kind: 'person',
    personId: newId(),
    name,
    organisationId,
    role,
    operator: false,
    credential: { kind: 'session', id: newId() },
    scopes: null,
    address: '192.0.2.7',
    requestId: newId(),
  };
}
