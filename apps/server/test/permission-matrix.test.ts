import { type Level, newId, type RouteDefinition } from '@insites/kernel';
import { asSystem } from '@insites/platform';
import { allPermissions, contracts } from '@insites/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Given, Input } from './matrix/ask.ts';
import { idFields, plausibleInput } from './matrix/inputs.ts';
import { entryFor, refusalFor, refusals } from './matrix/levels.ts';
import { type Cities, openCities, type Subject, subjects } from './matrix/subjects.ts';

const routes: readonly RouteDefinition[] = contracts.flatMap((domain) =>
  Object.values(domain.routes),
);
const levelOf = (route: RouteDefinition) => allPermissions[route.permission] as Level;
/** Who has no part in organisation A. */
const strangers = ['anonymous', 'adminOfB', 'operator', 'outsider', 'directoryOfB'] as const;

let cities: Cities;
/** Every request of this file and what it was answered; the audit log is compared with it at the end. */
const asked: { readonly what: string; readonly route: RouteDefinition; readonly answer: Answer }[] =
  [];

async function call(
  subject: Subject | 'owner',
  route: RouteDefinition,
  input: Input,
  given: Given = {},
): Promise<Answer> {
  const token = cities.tokenOf(subject, route.permission);
  const protocol = route.output.kind === 'raw' ? tus(route) : {};
  const answer = await cities.call(route, input, {
    token,
    ...given,
    headers: { ...protocol, ...given.headers },
  });
  asked.push({ what: `${subject} ${route.name} ${JSON.stringify(input)}`, route, answer });
  return answer;
}

/** Headers without which tus 1.0 answers nothing. */
function tus({ method }: RouteDefinition): Record<string, string> {
  return {
    'tus-resumable': '1.0.0',
    ...(method === 'POST' ? { 'upload-length': '5', 'upload-metadata': 'filename dC5jc3Y=' } : {}),
    ...(method === 'PATCH'
      ? { 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' }
      : {}),
  };
}

beforeAll(async () => {
  cities = await openCities(Object.keys(allPermissions));
});
afterAll(() => cities?.[Symbol.asyncDispose]());

describe('every route and every subject', () => {
  it('makes a matrix of every route of every domain', () => {
    expect(new Set(routes.map(({ name }) => name)).size).toBe(routes.length);
    expect(contracts.every((domain) => Object.keys(domain.routes).length > 0)).toBe(true);
    // Grows with the house; a smaller number means that routes were lost from the matrix.
    expect(routes.length * subjects.length).toBeGreaterThanOrEqual(51 * 12);
  });

  it.each(routes)('$name admits whom its level admits, and refuses the rest', async (route) => {
    const wrong: string[] = [];
    let rows = 0;
    for (const subject of subjects) {
      const answer = await call(subject, route, plausibleInput(route));
      const due = refusalFor(subject, route, levelOf(route));
      const got = `${subject}: ${answer.status} ${answer.code ?? ''}`;
      rows += 1;
      if (answer.status >= 500) wrong.push(`${got} ${answer.body}`);
      else if (due === null && refusals.includes(answer.code ?? '')) wrong.push(got);
      else if (due !== null && (answer.status !== due.status || !says(route, answer, due.code)))
        wrong.push(`${got}, not ${due.status} ${due.code}`);
    }
    expect(wrong).toEqual([]);
    expect(rows).toBe(subjects.length);
  });
});

/** An answer to HEAD has no body to say the code in. */
function says(route: RouteDefinition, answer: Answer, code: string): boolean {
  return route.method === 'HEAD' || answer.code === code;
}

describe('things of another organisation', () => {
  const isName = (id: string) => /^[a-z_]+$/.test(id);
  const nowhere = { id: newId(), name: `n${newId().replaceAll('-', '_')}` };
  const targets = routes.flatMap((route) => idFields(route).map((field) => ({ route, field })));

  it('tries every route that names a thing', () => {
    expect(targets.length).toBeGreaterThanOrEqual(34);
  });

  it.each(targets)('$route.name answers by $field as if there were none', async (target) => {
    const told: string[] = [];
    for (const subject of strangers) {
      // What is said of nothing is asked once of each spelling.
      const ofNothing = new Map<string, Answer>();
      for (const { kind, id } of cities.hidden) {
        const none = isName(id) ? nowhere.name : nowhere.id;
        const input = inputOf(target.route, target.field, id);
        if (!target.route.input.safeParse(input).success) continue;
        const real = await call(subject, target.route, input);
        const unreal =
          ofNothing.get(none) ??
          (await call(subject, target.route, { ...input, [target.field]: none }));
        ofNothing.set(none, unreal);
        const same = real.status === unreal.status;
        if (!same || real.body.replaceAll(id, '') !== unreal.body.replaceAll(none, ''))
          told.push(
            `${subject} is told of a ${kind}: ${real.status} ${real.body} / ${unreal.status} ${unreal.body}`,
          );
      }
    }
    expect(told).toEqual([]);
  });

  it('are not found by SQL', async () => {
    const query = route('datasets.query');
    for (const subject of strangers)
      for (const { name } of [cities.datasets.private, cities.datasets.organisation]) {
        const none = 'trees_nowhere';
        const real = await call(subject, query, { sql: `select * from ${name}` });
        const unreal = await call(subject, query, { sql: `select * from ${none}` });
        expect(real.status).toBe(unreal.status);
        expect(real.body.replaceAll(name, '')).toBe(unreal.body.replaceAll(none, ''));
      }
  });

  it.each(['fileId', 'folderId'])('are not reached by the %s of an upload', async (field) => {
    const encoded = (text: string) => Buffer.from(text).toString('base64');
    const upload = (subject: Subject, id: string) =>
      call(
        subject,
        route('files.createUpload'),
        {},
        {
          headers: { 'upload-metadata': `filename dC5jc3Y=,${field} ${encoded(id)}` },
        },
      );
    const none = nowhere.id;
    for (const subject of strangers) {
      const unreal = await upload(subject, none);
      for (const { id } of cities.hidden) {
        const real = await upload(subject, id);
        expect(real.status).toBe(unreal.status);
        expect(real.status).toBeGreaterThanOrEqual(400);
        expect(real.body.replaceAll(id, '')).toBe(unreal.body.replaceAll(none, ''));
      }
    }
  });

  it('do not stand in lists', async () => {
    const lists = routes.filter(
      ({ method, name }) => method === 'GET' && /\.(list|schema)/.test(name),
    );
    expect(lists.length).toBeGreaterThanOrEqual(8);
    // Who owns a public thing, and whose it is, may be known.
    const known = ['person', 'organisation'];
    const needles = cities.hidden.filter(({ kind }) => !known.includes(kind)).map(({ id }) => id);
    for (const subject of strangers)
      for (const list of lists) {
        const { name } = list;
        if (name === 'identity.listOrganisations' && subject === 'operator') continue;
        if (idFields(list).includes('id')) continue;
        const answer = await call(subject, list, {});
        expect(
          needles.filter((id) => answer.body.includes(id)),
          `${subject} ${name}`,
        ).toEqual([]);
      }
  });
});

/** Input that is whole and one's own but for one id. */
function inputOf(of: RouteDefinition, field: string, id: string): Input {
  const { fileId, folderId, datasetId } = cities.own;
  const owns: Record<string, string> = {
    id: of.path.includes('/folders/') ? folderId : of.path.includes('/files/') ? fileId : datasetId,
    fileId,
  };
  const base = plausibleInput(of);
  const mine = Object.entries(owns).filter(([name]) => name in base && name !== field);
  return { ...base, ...Object.fromEntries(mine), [field]: id };
}

describe('within the organisation', () => {
  const reads = ['datasets.read', 'datasets.listVersions', 'datasets.profile', 'datasets.rejected'];
  const readers: readonly (Subject | 'owner')[] = [...subjects, 'owner'];
  const mayRead = {
    private: ['owner', 'steward', 'admin'],
    organisation: ['viewer', 'contributor', 'owner', 'steward', 'admin'],
    public: readers.filter(
      (who) =>
        !['narrow', 'expired', 'revoked', 'forged', 'directory', 'directoryOfB'].includes(who),
    ),
  } as const satisfies Record<string, readonly string[]>;

  it.each([
    ...[...reads, 'datasets.data'].map((name) => ({ name, things: 'datasets' as const })),
    ...['files.read', 'files.download'].map((name) => ({ name, things: 'files' as const })),
  ])('$name shows what its visibility says', async ({ name, things }) => {
    for (const visibility of ['private', 'organisation', 'public'] as const)
      for (const who of readers) {
        const thing = cities[things][visibility];
        const id = typeof thing === 'string' ? thing : thing.id;
        const { status } = await call(who, route(name), { id });
        const due =
          {
            narrow: 403,
            directory: 403,
            directoryOfB: 403,
            expired: 401,
            revoked: 401,
            forged: 401,
          }[who as string] ?? 404;
        const may = (mayRead[visibility] as readonly string[]).includes(who);
        expect(status, `${who} ${visibility}`).toBe(may ? 200 : due);
      }
  });

  /** 404: may not even read it; 403: may read it. */
  const changes = {
    private: { contributor: 404, owner: 200, steward: 200, admin: 200, viewer: 403, adminOfB: 404 },
    organisation: {
      contributor: 403,
      owner: 200,
      steward: 200,
      admin: 200,
      viewer: 403,
      adminOfB: 404,
    },
    public: { contributor: 403, owner: 200, steward: 200, admin: 200, viewer: 403, adminOfB: 403 },
  } as const;

  it.each(['datasets', 'files'] as const)('%s change by whom the rules name', async (things) => {
    for (const [visibility, due] of Object.entries(changes))
      for (const [who, status] of Object.entries(due)) {
        const thing = cities[things][visibility as keyof typeof changes];
        const id = typeof thing === 'string' ? thing : thing.id;
        const answer = await call(who as Subject, route(`${things}.update`), { id, visibility });
        expect(answer.status, `${who} ${visibility} ${answer.body}`).toBe(status);
      }
  });

  it.each(['datasets', 'files'] as const)('%s are deleted by nobody else', async (things) => {
    const refused = [
      'viewer',
      'contributor',
      'steward',
      'adminOfB',
      'operator',
      'anonymous',
    ] as const;
    for (const thing of Object.values(cities[things]))
      for (const who of refused) {
        const id = typeof thing === 'string' ? thing : thing.id;
        const { status } = await call(who, route(`${things}.remove`), { id });
        expect([401, 403, 404], `${who} ${id}`).toContain(status);
        expect((await call('admin', route(`${things}.read`), { id })).status).toBe(200);
      }
  });
});

describe('the audit log', () => {
  it('has one entry of every write, every read of data and every refusal, and no other', async () => {
    expect(asked.length).toBeGreaterThan(1_500);
    const { $client } = cities.test.server.platform.database;
    const { rows } = await asSystem('a test', () =>
      $client.query(
        'select request_id, verb, outcome, code, leaf is not null as sealed from audit.entries order by position',
      ),
    );
    const written = Map.groupBy(rows as Entry[], (row) => row.request_id);
    const wrong = asked.flatMap(({ what, route: asked, answer }) => {
      if (answer.requestId === '') return [`${what}: no request id`];
      const entries = (written.get(answer.requestId) ?? []).filter(
        ({ verb }) => verb === asked.name,
      );
      const due = entryFor(asked, answer);
      return fits(asked, entries, due)
        ? []
        : [`${what} ${answer.status}: ${JSON.stringify(entries)}, not ${JSON.stringify(due)}`];
    });
    expect(wrong.slice(0, 20)).toEqual([]);
  });
});

interface Entry {
  readonly request_id: string;
  readonly verb: string;
  readonly outcome: string;
  readonly code: string | null;
}

function fits(of: RouteDefinition, entries: readonly Entry[], due: ReturnType<typeof entryFor>) {
  if (due === null) return entries.length === 0;
  // Another protocol answers after the entry was written; when it then fails a second entry says so.
  const most = of.output.kind === 'raw' ? 2 : 1;
  const last = entries.at(-1);
  const code = of.method === 'HEAD' ? undefined : due.code;
  return (
    entries.length >= 1 &&
    entries.length <= most &&
    last?.outcome === due.outcome &&
    (code === undefined || last.code === code)
  );
}

function route(name: string): RouteDefinition {
  const found = routes.find((candidate) => candidate.name === name);
  if (!found) throw new Error(`There is no route ${name}`);
  return found;
}
