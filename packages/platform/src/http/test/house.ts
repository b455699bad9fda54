import { Writable } from 'node:stream';
import {
  type Actor,
  anonymous,
  errors,
  type Role,
  type RouteDefinition,
  reaches,
} from '@insites/kernel';
import { readConfig } from '../../config/read.ts';
import { createLog } from '../../log/log.ts';
import type { AuditRecord, Binding, Gatekeepers } from '../bind.ts';
import { createHttp, type HttpOptions, type HttpServer } from '../server.ts';

/** A server on a port with gatekeepers whose every decision the test can see. */
export interface House {
  readonly url: string;
  readonly http: HttpServer;
  readonly records: AuditRecord[];
  /** Lines of the log, parsed. */
  readonly lines: Record<string, unknown>[];
  close(grace?: number): Promise<void>;
}

export interface HouseOptions {
  readonly bindings: readonly Binding[];
  readonly env?: Readonly<Record<string, string>>;
  readonly record?: (entry: AuditRecord) => Promise<void>;
  readonly ready?: HttpOptions['ready'];
  readonly web?: { readonly folder: string };
}

/** Tokens are the names of roles: `Bearer viewer`. A cookie `session=viewer` does the same. */
export async function openHouse(options: HouseOptions): Promise<House> {
  const config = readConfig({ INSITES_PORT: '0', INSITES_LOG_LEVEL: 'debug', ...options.env });
  const lines: Record<string, unknown>[] = [];
  const log = createLog(
    config,
    new Writable({
      write: (chunk, _, done) => {
        lines.push(JSON.parse(String(chunk)));
        done();
      },
    }),
  );
  const records: AuditRecord[] = [];
  const gatekeepers: Gatekeepers = {
    authenticate: async ({ headers, cookies, address, requestId }) => {
      const token = headers.authorization;
      const role = typeof token === 'string' ? token.replace('Bearer ', '') : cookies.session;
      if (role === undefined) return anonymous(address, requestId);
      if (role === 'bad') throw errors.notSignedIn('identity.credentialInvalid', 'Unknown token.');
      const kind = typeof token === 'string' ? 'token' : 'session';
      return person(role as Role, kind, address, requestId);
    },
    authorise,
    record: async (entry) => {
      await options.record?.(entry);
      records.push(entry);
    },
  };
  const http = await createHttp({
    config,
    log,
    gatekeepers,
    bindings: options.bindings,
    ready: options.ready ?? (async () => [{ name: 'database', ok: true, detail: '' }]),
    ...(options.web ? { web: options.web } : {}),
  });
  const { url } = await http.listen();
  return { url, http, records, lines, close: (grace) => http.close(grace) };
}

const levels: Readonly<Record<string, Role | 'anyone'>> = {
  'things:read': 'anyone',
  'things:write': 'contributor',
};

function authorise(actor: Actor, route: RouteDefinition): void {
  const level = levels[route.permission] ?? 'admin';
  if (reaches(actor, level)) return;
  if (actor.kind === 'anonymous')
    throw errors.notSignedIn('identity.signInNeeded', 'Sign in first.');
  throw errors.notAllowed('identity.roleTooLow', 'Your role does not include this.');
}

function person(role: Role, kind: 'session' | 'token', address: string, requestId: string): Actor {
  return {
    ...anonymous(address, requestId),
    kind: 'person',
    personId: 'p1',
    name: 'Ann',
    organisationId: 'o1',
    role,
    credential: { kind, id: 'c1' },
  };
}
