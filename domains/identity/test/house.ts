import { type Audit, schema as auditSchema, auditServer } from '@insites/audit/server';
import type { Problem, RouteDefinition, RouteOutput } from '@insites/kernel';
import {
  createHttp,
  createLog,
  type HttpServer,
  type Outbox,
  openJobs,
  openOutbox,
  platformTables,
  readConfig,
  sealingUnder,
} from '@insites/platform';
import { createDatabase, type TestDatabase, type TestMailServer } from '@insites/testing';
import { identity as contract } from '../contract/index.ts';
import { type Clock, type Identity, identityServer, schema } from '../server/index.ts';

export const adminToken = 'first-administrator-token-0123456789';

/** A clock that a test turns, and that only writes down how long it was asked to wait. */
export class TestClock implements Clock {
  readonly waits: number[] = [];
  #ahead = 0;
  now(): Date {
    return new Date(Date.now() + this.#ahead);
  }
  async wait(milliseconds: number): Promise<void> {
    this.waits.push(milliseconds);
  }
  turn(milliseconds: number): void {
    this.#ahead += milliseconds;
  }
}

export interface Answer<R extends RouteDefinition = RouteDefinition> {
  readonly status: number;
  /** What the route answers with, or the problem; a test knows which. */
  readonly body: (RouteOutput<R> extends undefined ? object : RouteOutput<R>) & Partial<Problem>;
  /** Name, value and attributes of the cookie that was set. */
  readonly cookie: { readonly name: string; readonly value: string; readonly text: string } | null;
}

export interface Ask {
  readonly token?: string | undefined;
  readonly cookie?: string | undefined;
  readonly address?: string;
  readonly host?: string;
  readonly input?: Record<string, unknown>;
}

/** Identity behind the real HTTP edge, on a database of its own, with its first administrator. */
export interface House extends AsyncDisposable {
  readonly test: TestDatabase;
  readonly identity: Identity;
  readonly clock: TestClock;
  readonly organisationId: string;
  readonly adminId: string;
  call<R extends RouteDefinition>(route: R, ask?: Ask): Promise<Answer<R>>;
  /** A request as another program sends it, without a socket. */
  readonly inject: HttpServer['inject'];
  /** Answers on a socket from now on, at this address. */
  listen(): Promise<string>;
  /** Another server on the same database. */
  another(): Promise<Pick<House, 'call'> & AsyncDisposable>;
  /** A member with an API token of their own. */
  member(role: string, email: string): Promise<{ id: string; token: string; cookie: string }>;
}

interface Parts {
  readonly clock: TestClock;
  readonly audit: Audit;
  readonly mail: Outbox | null;
}

let addresses = 0;

/** One server: identity and its HTTP edge, on a database that others may use, too. */
async function openServer(
  { database }: Pick<TestDatabase, 'database'>,
  { clock, audit, mail }: Parts,
  settings: Record<string, string>,
) {
  const config = readConfig({}, settings);
  const log = createLog({ logLevel: 'silent' });
  const identity = identityServer(
    {
      config,
      log,
      database,
      sealing: sealingUnder(Buffer.alloc(32, 7)),
      ...(mail ? { mail } : {}),
    },
    {
      audit,
      clock,
      allPermissions: {
        ...contract.permissions,
        'datasets:read': 'anyone',
        'datasets:write': 'contributor',
        'audit:read': 'steward',
      },
    },
  );
  const http = await createHttp({
    config,
    log,
    bindings: identity.bindings,
    mounts: [identity.oauth],
    gatekeepers: { ...identity, record: (entry) => audit.record(entry) },
    ready: async () => [],
  });
  return { identity, http, call: callerOf(http) };
}

export async function openHouse(
  settings: Record<string, string> = {},
  mailServer: TestMailServer | null = null,
): Promise<House> {
  const test = await createDatabase([platformTables, auditSchema, schema]);
  const post = mailServer ? await openPost(test, mailServer) : null;
  const mail = post?.mail ?? null;
  const clock = new TestClock();
  const database = await test.fenced();
  const audit = auditServer({ database });
  const { identity, http, call } = await openServer({ database }, { clock, audit, mail }, settings);
  const start = await identity.firstStart({ adminToken });
  const member = async (role: string, email: string) => {
    const added = await call(contract.routes.addPerson, {
      token: adminToken,
      input: { name: email, email, role },
    });
    const token = new URL(added.body.signInLink ?? '').hash.replace('#token=', '');
    const { cookie } = await call(contract.routes.useLink, { input: { token } });
    const session = `${cookie?.name}=${cookie?.value}`;
    const made = await call(contract.routes.createToken, {
      cookie: session,
      input: { name: 'test' },
    });
    return {
      id: added.body.person.id,
      token: made.body.token,
      cookie: session,
    };
  };
  return {
    test,
    identity,
    clock,
    organisationId: start.organisationId,
    adminId: start.personId,
    call,
    inject: http.inject,
    listen: async () => (await http.listen()).url,
    another: async () => {
      const other = await openServer({ database }, { clock, audit, mail }, settings);
      return { call: other.call, [Symbol.asyncDispose]: () => other.http.close() };
    },
    member,
    async [Symbol.asyncDispose]() {
      await http.close();
      await audit.close();
      await post?.jobs.close(0);
      await test.drop();
    },
  };
}

/** The outbox of a server that has a mail server. */
async function openPost({ database, url }: TestDatabase, { port }: TestMailServer) {
  const log = createLog({ logLevel: 'silent' });
  const config = readConfig(
    {},
    {
      INSITES_SMTP_URL: `smtp://127.0.0.1:${port}`,
      INSITES_MAIL_FROM: 'Insites <insites@city.example>',
      INSITES_ROOT_KEY: '5a'.repeat(32),
    },
  );
  const jobs = openJobs({ database, url, log, work: true, alone: false });
  const mail = openOutbox({ config, database, jobs });
  await jobs.start();
  return { jobs, mail };
}

/** Sends requests as a route describes them, without a socket. */
function callerOf(http: HttpServer): House['call'] {
  return async <R extends RouteDefinition>(route: R, ask: Ask = {}): Promise<Answer<R>> => {
    const { path, rest } = place(route, ask.input ?? {});
    const inBody = !['GET', 'DELETE'].includes(route.method);
    const query = inBody ? '' : `?${new URLSearchParams(rest as Record<string, string>)}`;
    addresses += 1;
    const answer = await http.inject({
      method: route.method as 'GET',
      url: path + query,
      // One address a call, so that the limit by address of the edge stays out of the way.
      remoteAddress:
        ask.address ?? `10.${(addresses >> 16) & 255}.${(addresses >> 8) & 255}.${addresses & 255}`,
      headers: {
        host: ask.host ?? 'localhost:4000',
        'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
        ...(ask.token ? { authorization: `Bearer ${ask.token}` } : {}),
        ...(ask.cookie ? { cookie: ask.cookie } : {}),
      },
      ...(inBody ? { payload: rest } : {}),
    });
    return {
      status: answer.statusCode,
      body: bodyOf(answer.body) as Answer<R>['body'],
      cookie: cookieOf(answer.headers['set-cookie']),
    };
  };
}

function place(route: RouteDefinition, input: Record<string, unknown>) {
  const rest = { ...input };
  const path = route.path.replace(/\{(\w+)\}/g, (_, field: string) => {
    const value = String(rest[field]);
    delete rest[field];
    return encodeURIComponent(value);
  });
  return { path, rest };
}

function bodyOf(text: string): unknown {
  return text === '' ? null : JSON.parse(text);
}

function cookieOf(header: string | string[] | undefined): Answer['cookie'] {
  const text = Array.isArray(header) ? header[0] : header;
  const found = /^([^=]+)=([^;]*)/.exec(text ?? '');
  return text && found ? { name: found[1] ?? '', value: found[2] ?? '', text } : null;
}
