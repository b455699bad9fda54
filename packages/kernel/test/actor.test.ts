import { expect, it } from 'vitest';
import { anonymous, type Level, type Role, reaches, roles } from '../src/actor.ts';

const levels: readonly Level[] = ['anyone', 'signedIn', ...roles, 'operator'];
const person = (role: Role | null, operator = false) =>
  ({ kind: 'person', role, operator }) as const;

it.each([
  ['a visitor', anonymous('', ''), ['anyone']],
  ['a person without organisation', person(null), ['anyone', 'signedIn']],
  ['a viewer', person('viewer'), ['anyone', 'signedIn', 'viewer']],
  ['a contributor', person('contributor'), ['anyone', 'signedIn', 'viewer', 'contributor']],
  ['a steward', person('steward'), ['anyone', 'signedIn', 'viewer', 'contributor', 'steward']],
  ['an admin', person('admin'), levels.slice(0, -1)],
  ['an operator without organisation', person(null, true), ['anyone', 'signedIn', 'operator']],
  ['the system', { kind: 'system', role: null, operator: false } as const, levels],
])('%s reaches exactly what the rules say', (_, actor, reached) => {
  expect(levels.filter((level) => reaches(actor, level))).toEqual(reached);
});
