import { audit } from '@insites/audit/contract';
import { datasets } from '@insites/datasets/contract';
import { datasetsServer } from '@insites/datasets/server';
import { files } from '@insites/files/contract';
import { filesServer } from '@insites/files/server';
import type { Governance } from '@insites/governance/server';
import { identity } from '@insites/identity/contract';
import type { Actor, RouteDefinition } from '@insites/kernel';
import { asTenant, type Binding, platformOf } from '@insites/platform';
import { listJobs } from '@insites/platform/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allPermissions } from '../../src/domains.ts';
import { type Cities, openCities } from '../matrix/subjects.ts';

/**
 * The application's own checks are taken away: governance allows everything, and the services are
 * told that a person of A belongs to B. What is left is the fence.
 */
let cities: Cities;
let organisations: { readonly a: string; readonly b: string };
let people: { readonly a: string; readonly b: string };
let bindings: readonly Binding[];

beforeAll(async () => {
  cities = await openCities(Object.keys(allPermissions));
  const meOf = async (subject: 'admin' | 'adminOfB') => {
    const response = await fetch(`${cities.url}/api/v1/identity/me`, {
      headers: { authorization: `Bearer ${cities.tokenOf(subject, '')}` },
    });
    return (await response.json()) as { person: { id: string }; organisation: { id: string } };
  };
  const [a, b] = [await meOf('admin'), await meOf('adminOfB')];
  organisations = { a: a.organisation.id, b: b.organisation.id };
  people = { a: a.person.id, b: b.person.id };
  bindings = services();
}, 120_000);
afterAll(() => cities[Symbol.asyncDispose]());

/** Allows everything, and has every list show all of B. */
function gullible(governance: Governance): Governance {
  const allowed = { allowed: true, reasons: [], policyVersion: 'none' };
  return {
    ...governance,
    decide: () => allowed,
    require: () => allowed,
    readable: () => ({
      organisationId: organisations.b,
      all: true,
      shared: true,
      ownerId: null,
      publicToo: false,
    }),
  } as Governance;
}

function services(): readonly Binding[] {
  const { platform, domains } = cities.test.server;
  const { identity, licensing, audit } = domains;
  const governance = gullible(domains.governance);
  const fooled = filesServer(platformOf(platform, 'files'), {
    governance,
    licensing,
    identity,
    audit,
  });
  const sets = datasetsServer({
    platform: platformOf(platform, 'datasets'),
    identity,
    governance,
    files: fooled,
    audit,
  });
  return [...fooled.bindings, ...sets.bindings, ...domains.bindings];
}

/** An administrator of B, as the deceived services see whoever asks. */
const ofB = (): Actor => ({
  kind: 'person',
  personId: people.b,
  name: 'Mallory',
  organisationId: organisations.b,
  role: 'admin',
  operator: true,
  credential: null,
  scopes: null,
  address: '',
  requestId: 'deceived',
});

/** Asks a service directly, within the fence of A or of B. */
async function ask(side: 'a' | 'b', route: RouteDefinition, input: object): Promise<string> {
  const binding = bindings.find((one) => one.route.name === route.name);
  const call = { input, actor: ofB(), signal: AbortSignal.timeout(10_000), note: () => undefined };
  const who = { organisationId: organisations[side], personId: people[side] };
  return await asTenant(who, async () => {
    try {
      return JSON.stringify(await binding?.handler(call as never));
    } catch (thrown) {
      return `refused ${(thrown as { code?: string }).code}`;
    }
  });
}

const page = { limit: 50, offset: 0 };
const lists: readonly (readonly [
  string,
  () => readonly [RouteDefinition, object],
  () => string,
])[] = [
  [
    'a file by its id',
    () => [files.routes.read, { id: cities.own.fileId }],
    () => cities.own.fileId,
  ],
  [
    'the list of files',
    () => [files.routes.list, { ...page, sort: 'name', descending: false, folderId: null }],
    () => cities.own.fileId,
  ],
  [
    'a data set by its id',
    () => [datasets.routes.read, { id: cities.own.datasetId }],
    () => cities.own.datasetId,
  ],
  [
    'the list of data sets',
    () => [datasets.routes.list, { ...page, sort: 'title', descending: false }],
    () => cities.own.datasetId,
  ],
  [
    'the versions of a data set',
    () => [datasets.routes.listVersions, { id: cities.own.datasetId }],
    () => 'trees_of_b.csv',
  ],
  ['people', () => [identity.routes.listPeople, page], () => 'admin@city-b.example'],
  ['jobs', () => [listJobs, page], () => 'trees_of_b.csv'],
  ['the log', () => [audit.routes.list, page], () => cities.own.datasetId],
];

describe('services without their own checks', () => {
  it.each(lists)('show nothing of another organisation: %s', async (_, request, secret) => {
    const [route, input] = request();
    expect(await ask('b', route, input)).toContain(secret());
    expect(await ask('a', route, input)).not.toContain(secret());
  });
});

describe('a request', () => {
  it('keeps its scope while its body comes in pieces', async () => {
    const text = JSON.stringify({ name: 'in pieces' });
    async function* pieces() {
      for (const piece of [text.slice(0, 5), text.slice(5)]) {
        yield Buffer.from(piece);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
    const made = await fetch(`${cities.url}${files.routes.createFolder.path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${cities.tokenOf('admin', '')}`,
        'content-type': 'application/json',
      },
      body: ReadableStream.from(pieces()),
      duplex: 'half',
    } as RequestInit);
    expect(made.status).toBeLessThan(300);
    expect(await made.json()).toMatchObject({ name: 'in pieces' });
  });
});
