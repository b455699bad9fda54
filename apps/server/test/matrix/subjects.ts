import { datasets } from '@insites/datasets/contract';
import { files } from '@insites/files/contract';
import { identity } from '@insites/identity/contract';
import { newId, type Role, type RouteDefinition } from '@insites/kernel';
import { asSystem } from '@insites/platform';
import { type Server, startServer } from '@insites/server';
import { startTestServer, type TestServer } from '@insites/testing';
import { type Answer, ask, type Given, type Input } from './ask.ts';

/** Who asks. `directory`: that of A, which tells who works there. `outsider`: signed in, member of nothing, no operator. `narrow`: a token of the admin that lacks the permission. */
export const subjects = [
  'anonymous',
  'viewer',
  'contributor',
  'steward',
  'admin',
  'adminOfB',
  'operator',
  'outsider',
  'narrow',
  'expired',
  'revoked',
  'forged',
  'directory',
  'directoryOfB',
] as const;
export type Subject = (typeof subjects)[number];

/** A thing of organisation A that others must not learn of. */
export interface Hidden {
  readonly kind: string;
  readonly id: string;
}

export type Visibility = 'private' | 'organisation' | 'public';

/** Two cities on one server. */
export interface Cities extends AsyncDisposable {
  readonly test: TestServer<Server>;
  readonly url: string;
  /** The token of a subject; for `narrow` the one that lacks `permission`. */
  tokenOf(subject: Subject | 'owner', permission: string): string | null;
  call(route: RouteDefinition, input: Input, given?: Given): Promise<Answer>;
  /** Datasets and files of A by who may see them. They belong to `owner`, a contributor. */
  readonly datasets: Readonly<Record<Visibility, { readonly id: string; readonly name: string }>>;
  readonly files: Readonly<Record<Visibility, string>>;
  /** Everything of A that nobody outside may learn of. */
  readonly hidden: readonly Hidden[];
  /** Things of B, so that a request of its admin is whole but for the one id. */
  readonly own: { readonly fileId: string; readonly folderId: string; readonly datasetId: string };
}

const visibilities: readonly Visibility[] = ['private', 'organisation', 'public'];
const csv = 'street,trees\nOak Street,12\nElm Street,7\n';

export async function openCities(permissions: readonly string[]): Promise<Cities> {
  const test = await startTestServer((settings) => startServer({ env: {}, overrides: settings }), {
    INSITES_TRUST_PROXY: 'true',
    INSITES_LOG_LEVEL: 'silent',
    // Without it the webhook's routes are not there.
    INSITES_REBUILD_SECRET: 'a-secret-that-no-subject-of-the-matrix-has',
  });
  try {
    return await furnish(test, permissions);
  } catch (thrown) {
    await test.stop();
    throw thrown;
  }
}

async function furnish(test: TestServer<Server>, permissions: readonly string[]): Promise<Cities> {
  const { url } = test;
  const call = (route: RouteDefinition, input: Input, given: Given = {}) =>
    ask(url, route, input, given);
  const done = async <T>(route: RouteDefinition, input: Input, token: string): Promise<T> => {
    const answer = await call(route, input, { token });
    if (answer.status >= 300) throw new Error(`${route.name} answered ${answer.body}`);
    return (answer.body === '' ? {} : JSON.parse(answer.body)) as T;
  };
  const sql = (text: string, values: readonly unknown[]) =>
    asSystem('a test', () => test.server.platform.database.$client.query(text, [...values]));

  const operator = test.adminToken;
  /** Signs in by the link and makes a token, as a person would. */
  const enter = async (link: string): Promise<{ token: string; cookie: string }> => {
    const response = await fetch(`${url}${identity.routes.useLink.path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token: new URL(link).hash.replace('#token=', '') }),
    });
    const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const made = await call(identity.routes.createToken, { name: 'mine' }, { headers: { cookie } });
    return { token: (JSON.parse(made.body) as { token: string }).token, cookie };
  };
  const found = async (slug: string) => {
    const made = await done<{ id: string; signInLink: string }>(
      identity.routes.createOrganisation,
      { name: `City ${slug}`, slug, adminEmail: `admin@${slug}.example` },
      operator,
    );
    return { id: made.id, ...(await enter(made.signInLink)) };
  };
  const a = await found('city-a');
  const b = await found('city-b');

  const add = async (name: string, role: Role) => {
    const input = { name, email: `${name}@city-a.example`, role };
    const made = await done<{ person: { id: string }; signInLink: string }>(
      identity.routes.addPerson,
      input,
      a.token,
    );
    return { id: made.person.id, ...(await enter(made.signInLink)) };
  };
  const viewer = await add('viewer', 'viewer');
  const contributor = await add('contributor', 'contributor');
  const owner = await add('owner', 'contributor');
  const steward = await add('steward', 'steward');
  const outsider = await add('outsider', 'viewer');
  await sql('delete from identity.memberships where person_id = $1', [outsider.id]);
  await sql(
    'delete from identity.memberships where person_id in (select id from identity.people where operator)',
    [],
  );

  const tokenLike = async (scopes?: readonly string[]) =>
    done<{ token: string; view: { id: string } }>(
      identity.routes.createToken,
      { name: 'narrow', ...(scopes ? { scopes } : {}) },
      a.token,
    );
  const narrow = new Map<string, string>();
  for (const permission of permissions) {
    const others = permissions.filter((other) => other !== permission);
    narrow.set(permission, (await tokenLike(others)).token);
  }
  const expired = await tokenLike();
  await sql(`update identity.tokens set expires_at = now() - interval '1 second' where id = $1`, [
    expired.view.id,
  ]);
  const revoked = await tokenLike();
  await done(identity.routes.revokeToken, { id: revoked.view.id }, a.token);

  const directoryOf = async (token: string) =>
    await done<{ token: string; directory: { id: string } }>(
      identity.routes.createDirectory,
      { name: 'Staff' },
      token,
    );
  const directory = await directoryOf(a.token);
  const directoryOfB = await directoryOf(b.token);
  const provisioned = await done<{ id: string }>(
    identity.routes.scimCreateUser,
    { userName: 'clerk@city-a.example' },
    directory.token,
  );
  const group = await done<{ id: string }>(
    identity.routes.scimCreateGroup,
    { displayName: 'Clerks' },
    directory.token,
  );

  const tokens: Readonly<Record<string, string | null>> = {
    anonymous: null,
    viewer: viewer.token,
    contributor: contributor.token,
    owner: owner.token,
    steward: steward.token,
    admin: a.token,
    adminOfB: b.token,
    operator,
    directory: directory.token,
    directoryOfB: directoryOfB.token,
    outsider: outsider.token,
    expired: expired.token,
    revoked: revoked.token,
    forged: `ins_${newId()}${newId()}`,
  };

  const upload = async (name: string, visibility: string, token: string, whole = true) => {
    const encoded = (text: string) => Buffer.from(text).toString('base64');
    const response = await fetch(`${url}${files.routes.createUpload.path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'tus-resumable': '1.0.0',
        'upload-length': String(csv.length),
        'upload-metadata': `filename ${encoded(name)},visibility ${encoded(visibility)}`,
        ...(whole ? { 'content-type': 'application/offset+octet-stream' } : {}),
      },
      ...(whole ? { body: csv } : {}),
    });
    if (response.status !== 201) throw new Error(`The upload failed: ${await response.text()}`);
    return {
      fileId: response.headers.get('insites-file') ?? '',
      uploadId: response.headers.get('location')?.split('/').pop() ?? '',
    };
  };
  const publish = async (name: string, visibility: string, token: string) => {
    const { fileId } = await upload(`${name}.csv`, visibility, token);
    const begun = await done<{ datasetId: string; versionId: string; jobId: string }>(
      datasets.routes.import,
      { fileId, name, visibility },
      token,
    );
    await until(async () => {
      const state = await done<{ latest: object | null }>(
        datasets.routes.read,
        { id: begun.datasetId },
        token,
      );
      return state.latest !== null;
    });
    return { fileId, name, ...begun };
  };
  const published = await Promise.all(
    visibilities.map((visibility) => publish(`trees_${visibility}`, visibility, owner.token)),
  );
  const [mine, shared, open] = published as [
    (typeof published)[0],
    (typeof published)[0],
    (typeof published)[0],
  ];
  const folder = await done<{ id: string }>(files.routes.createFolder, { name: 'a' }, owner.token);
  const unfinished = await upload('unfinished.csv', 'public', owner.token, false);
  const sessions = await sql('select id from identity.sessions where person_id = $1', [owner.id]);
  const ownOfB = await publish('trees_of_b', 'organisation', b.token);
  const folderOfB = await done<{ id: string }>(files.routes.createFolder, { name: 'b' }, b.token);

  const unit = await done<{ id: string }>(identity.routes.createUnit, { name: 'a' }, a.token);
  const team = await done<{ id: string }>(identity.routes.createTeam, { name: 'a' }, a.token);
  const { invitation } = await done<{ invitation: { id: string } }>(
    identity.routes.invite,
    { email: 'guest@city-a.example', role: 'viewer' },
    a.token,
  );
  const service = await done<{ id: string }>(
    identity.routes.createServiceAccount,
    { name: 'a', role: 'viewer' },
    a.token,
  );
  const serviceToken = await done<{ view: { id: string } }>(
    identity.routes.createServiceToken,
    { id: service.id, name: 'a' },
    a.token,
  );

  return {
    test,
    url,
    tokenOf: (subject, permission) =>
      subject === 'narrow' ? (narrow.get(permission) ?? null) : (tokens[subject] ?? null),
    call,
    datasets: {
      private: { id: mine.datasetId, name: mine.name },
      organisation: { id: shared.datasetId, name: shared.name },
      public: { id: open.datasetId, name: open.name },
    },
    files: { private: mine.fileId, organisation: shared.fileId, public: open.fileId },
    hidden: [
      { kind: 'private dataset', id: mine.datasetId },
      { kind: 'dataset of the organisation', id: shared.datasetId },
      { kind: 'name of a private dataset', id: mine.name },
      { kind: 'name of a dataset of the organisation', id: shared.name },
      { kind: 'version', id: mine.versionId },
      { kind: 'private file', id: mine.fileId },
      { kind: 'file of the organisation', id: shared.fileId },
      { kind: 'folder', id: folder.id },
      { kind: 'upload', id: unfinished.uploadId },
      { kind: 'job', id: mine.jobId },
      { kind: 'person', id: owner.id },
      { kind: 'session', id: (sessions.rows[0] as { id: string }).id },
      { kind: 'token', id: revoked.view.id },
      { kind: 'unit', id: unit.id },
      { kind: 'team', id: team.id },
      { kind: 'invitation', id: invitation.id },
      { kind: 'service account', id: service.id },
      { kind: 'token of a service account', id: serviceToken.view.id },
      { kind: 'organisation', id: a.id },
      { kind: 'directory', id: directory.directory.id },
      { kind: 'user of a directory', id: provisioned.id },
      { kind: 'group of a directory', id: group.id },
    ],
    own: { fileId: ownOfB.fileId, folderId: folderOfB.id, datasetId: ownOfB.datasetId },
    [Symbol.asyncDispose]: () => test.stop(),
  };
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 30_000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error('It took more than 30 seconds.');
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
