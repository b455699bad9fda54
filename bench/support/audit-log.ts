import { type Audit, auditServer, schema } from '@insites/audit/server';
import { type Actor, json, newId, route } from '@insites/kernel';
import {
  bind,
  createHttp,
  createLog,
  type HttpServer,
  openDatabases,
  readConfig,
} from '@insites/platform';
import { z } from 'zod';

/** A log on a PostgreSQL of its own that waits for the disk, and a server before it. */
export interface AuditLog {
  readonly audit: Audit;
  readonly url: string;
  readonly actor: Actor;
  stop(): Promise<void>;
}

const view = z.object({ rows: z.array(z.object({ name: z.string(), amount: z.number() })) });
const rows = Array.from({ length: 40 }, (_, at) => ({ name: `line ${at}`, amount: at }));
const shape = { method: 'GET', summary: 'Rows', permission: 'bench:read', errors: [] } as const;
/** The same answer twice: once written down, once not. */
const audited = route({
  ...shape,
  name: 'bench.audited',
  path: '/api/v1/bench/audited',
  input: z.object({}),
  output: json(view),
  audit: 'read',
});
const plain = route({
  ...shape,
  name: 'bench.plain',
  path: '/api/v1/bench/plain',
  input: z.object({}),
  output: json(view),
});

export async function openAuditLog(home: string): Promise<AuditLog> {
  const config = readConfig(
    {},
    {
      INSITES_HOME: home,
      INSITES_PORT: '0',
      INSITES_LOG_LEVEL: 'error',
      INSITES_REQUESTS_PER_MINUTE: '100000000',
    },
  );
  const log = createLog(config);
  const databases = await openDatabases(config, [schema], log);
  await databases.start();
  const { database } = databases.main;
  const audit = auditServer({ database, config, log });
  const actor = steward();
  const http: HttpServer = await createHttp({
    config,
    log,
    bindings: [
      ...audit.bindings,
      bind(audited, async ({ note }) => {
        note({ purpose: 'query', objectKind: 'dataset', objectId: actor.requestId });
        return { rows };
      }),
      bind(plain, async () => ({ rows })),
    ],
    gatekeepers: {
      authenticate: async ({ requestId }) => ({ ...actor, requestId }),
      authorise: () => undefined,
      record: audit.record,
    },
    ready: async () => [],
  });
  const { url } = await http.listen();
  const stop = async () => {
    await http.close();
    await audit.close();
    await databases.close();
  };
  return { audit, url, actor, stop };
}

function steward(): Actor {
  return {
    kind: 'person',
    personId: newId(),
    name: 'Stella Steward',
    organisationId: newId(),
    role: 'steward',
    operator: false,
    credential: { kind: 'session', id: newId() },
    scopes: null,
    address: '192.0.2.7',
    requestId: newId(),
  };
}
