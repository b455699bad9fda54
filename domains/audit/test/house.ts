import { type Actor, anonymous } from '@insites/kernel';
import {
  type AuditRecord,
  createHttp,
  createLog,
  type HttpServer,
  readConfig,
} from '@insites/platform';
import {
  createDatabase,
  type TemporaryHome,
  type TestDatabase,
  temporaryHome,
} from '@insites/testing';
import { type Audit, auditServer, schema } from '../server/index.ts';

/** A log with keys on a database and a home of its own. */
export interface House extends AsyncDisposable {
  readonly test: TestDatabase;
  readonly home: TemporaryHome;
  readonly audit: Audit;
  readonly http: HttpServer;
  /** One entry of the actor. */
  record(actor: Actor, verb: string, rest?: Partial<AuditRecord>): Promise<void>;
  /** Asks as this actor. */
  ask(
    actor: Actor | null,
    url: string,
    more?: object,
  ): Promise<Awaited<ReturnType<HttpServer['inject']>>>;
  /** The log as another process, or the same after a new start, would open it. */
  again(settings?: Readonly<Record<string, string>>): Audit;
}

export async function openHouse(settings: Readonly<Record<string, string>> = {}): Promise<House> {
  const [test, home] = await Promise.all([createDatabase([schema]), temporaryHome()]);
  const log = createLog({ logLevel: 'silent' });
  const database = await test.fenced();
  const again = (more: Readonly<Record<string, string>> = settings) =>
    auditServer({ database, log, config: readConfig({}, { INSITES_HOME: home.path, ...more }) });
  const audit = again();
  const known = new Map<string, Actor>();
  const http = await createHttp({
    config: readConfig({}, { INSITES_REQUESTS_PER_MINUTE: '1000000' }),
    log,
    bindings: audit.bindings,
    gatekeepers: {
      authenticate: async ({ headers, address, requestId }) => {
        const actor = known.get(String(headers['x-person']));
        return actor ? { ...actor, requestId } : anonymous(address, requestId);
      },
      authorise: () => undefined,
      record: (entry) => audit.record(entry),
    },
    ready: async () => [],
  });
  const close = async () => {
    await http.close();
    await audit.close();
    await test.drop();
    await home.remove();
  };
  return {
    test,
    home,
    audit,
    http,
    again,
    record: (actor, verb, rest = {}) =>
      audit.record({ actor, verb, outcome: 'allowed', code: null, ...rest }),
    ask: (actor, url, more = {}) => {
      if (actor?.personId) known.set(actor.personId, actor);
      const headers = { 'x-person': actor?.personId ?? '' };
      return http.inject({ url: `/api/v1/audit/${url}`, headers, ...more });
    },
    [Symbol.asyncDispose]: close,
  };
}
