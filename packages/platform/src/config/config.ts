import { z } from 'zod';
import { isAddress, type MailConfig, mailboxOf, serverOf } from '../mail/address.ts';

const size = (fallback: number) => z.coerce.number().int().positive().default(fallback);
const list = <S extends z.ZodType<unknown, string>>(item: S) =>
  z
    .string()
    .transform((text) => text.split(',').map((word) => word.trim()))
    .pipe(z.array(item).min(1));

const name = /^[a-z][a-z0-9_]{0,50}$/;
const postgresUrl = /^postgres(ql)?:\/\//;

/** `auth=postgres://…,reports`: names of more databases, some with their address. */
const databases = list(
  z
    .string()
    .transform((item) => {
      const [left = '', ...right] = item.split('=');
      return { name: left.trim(), url: right.length > 0 ? right.join('=').trim() : null };
    })
    .refine(({ name: given, url }) => name.test(given) && (url === null || postgresUrl.test(url)), {
      error: 'is a list of name or name=postgres://…, names in small letters',
    })
    .refine(({ name: given }) => given !== 'main', {
      error: 'main is the database of INSITES_DATABASE_URL',
    }),
);

/** `identity=auth,audit=auth`: which domain lives in which database. */
const routes = list(
  z
    .string()
    .regex(/^\w+\s*=\s*\w+$/, 'is a list of domain=database')
    .transform((item) => {
      const [schema = '', database = ''] = item.split('=').map((word) => word.trim());
      return { schema, database };
    }),
);

/** Fields whose value is never printed. */
export const secretSettings = [
  'INSITES_ADMIN_TOKEN',
  'INSITES_ROOT_KEY',
  'INSITES_DATABASE_URL',
  'INSITES_DATABASES',
  'INSITES_REBUILD_SECRET',
  'INSITES_AUDIT_SECRET',
  'INSITES_SMTP_URL',
];

/** Every setting, by the name of its environment variable. */
export const settings = z.object({
  INSITES_HOME: z.string().default('./.insites').describe('Folder for everything Insites keeps'),
  INSITES_HOST: z.string().default('127.0.0.1').describe('Address to listen on; 0.0.0.0 = all'),
  INSITES_PORT: z.coerce.number().int().min(0).max(65535).default(4000).describe('Port; 0 = any'),
  INSITES_PUBLIC_URL: z
    .url()
    .optional()
    .describe('Address people type, when a proxy stands before; decides cookies and links'),
  INSITES_TRUST_PROXY: z.stringbool().default(false).describe('Believe X-Forwarded-* headers'),
  INSITES_ROLES: list(z.enum(['web', 'worker']))
    .default(['web', 'worker'])
    .describe('What this process does: web answers requests, worker runs jobs'),
  INSITES_DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'begins with postgres://')
    .optional()
    .describe('Your own PostgreSQL 15 or newer; default: one of ours under INSITES_HOME'),
  INSITES_DATABASE_POOL: size(10).describe('Connections to PostgreSQL at most'),
  INSITES_DATABASES: databases
    .optional()
    .describe(
      'More databases by name, with an address or beside the main one: auth=postgres://…,reports',
    ),
  INSITES_DATABASE_ROUTES: routes
    .optional()
    .describe('Which domain lives in which database: identity=auth,audit=auth; the rest in main'),
  INSITES_ENVIRONMENT: z
    .enum(['production', 'development', 'test'])
    .default('production')
    .describe('Databases are re-created in development and test only'),
  INSITES_REBUILD_SECRET: z
    .string()
    .min(32)
    .optional()
    .describe('Secret of the webhook that re-creates the databases; not set = there is no webhook'),
  INSITES_ROOT_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/, '64 hexadecimal digits (256 bits)')
    .optional()
    .describe('Root key of the encryption; default: made once and kept in INSITES_HOME/secrets'),
  INSITES_ADMIN_TOKEN: z
    .string()
    .min(32)
    .optional()
    .describe("At the first start: becomes the first administrator's API token"),
  INSITES_AUDIT_STREAMS: list(
    z
      .string()
      .regex(
        /^(syslog\+(tcp|tls)|https?):\/\//,
        'begins with syslog+tls://, syslog+tcp:// or https://',
      ),
  )
    .optional()
    .describe('Where the audit log is sent to as well: syslog+tls://host:6514, https://host/path'),
  INSITES_AUDIT_SECRET: z
    .string()
    .min(24)
    .optional()
    .describe('Signs what is sent to webhooks of INSITES_AUDIT_STREAMS (standardwebhooks.com)'),
  INSITES_AUDIT_WITNESS_MAIL: list(
    z.string().refine(isAddress, 'is a list of addresses: records@county.example'),
  )
    .optional()
    .describe('Who gets the signed checkpoint of the audit log by mail, daily, to keep'),
  INSITES_SMTP_URL: z
    .string()
    .refine((text) => serverOf(text) !== null, 'begins with smtp:// or smtps://')
    .optional()
    .describe(
      'Mail server: smtp://user:password@host:587, smtps://host:465; needs INSITES_MAIL_FROM',
    ),
  INSITES_MAIL_FROM: z
    .string()
    .refine((text) => mailboxOf(text) !== null, 'is an address: Insites <insites@city.example>')
    .optional()
    .describe('Sender of mails: Insites <insites@city.example>'),
  INSITES_OIDC_PRIVATE_ISSUERS: list(
    z.url({ protocol: /^https?$/ }).transform((address) => new URL(address).origin),
  )
    .optional()
    .describe(
      'Sign-in providers that may lie in your own network: https://sso.city.internal; default: none',
    ),
  INSITES_LOG_LEVEL: z
    .enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'])
    .default('info')
    .describe('How much is logged'),
  INSITES_ENGINE_WORKERS: size(4).describe('Engine processes for queries at most'),
  INSITES_ENGINE_THREADS: size(2).describe('Threads of one engine process'),
  INSITES_ENGINE_MEMORY_MB: size(1024).describe('Memory of one engine process, MiB'),
  INSITES_QUERY_SECONDS: size(60).describe('Seconds until a query is stopped'),
  INSITES_CACHE_MB: size(4096).describe('Decrypted copies in the private cache at most, MiB'),
  INSITES_UPLOAD_MAX_MB: size(1024 * 1024).describe('Largest upload, MiB'),
  INSITES_REQUESTS_PER_MINUTE: size(1200).describe('Requests a minute from one address'),
});

export type Settings = z.output<typeof settings>;

/** The configuration of one process. Read once at the start, never changed. */
export interface Config {
  readonly home: string;
  readonly host: string;
  readonly port: number;
  /** Null until the port is known and nobody set it. */
  readonly publicUrl: string | null;
  readonly trustProxy: boolean;
  readonly roles: readonly ('web' | 'worker')[];
  readonly environment: Settings['INSITES_ENVIRONMENT'];
  readonly database: {
    /** Of the database `main`; null = ours, under the home. */
    readonly url: string | null;
    /** Connections to one database at most. */
    readonly pool: number;
    /** Databases besides `main`; without an address they lie beside it. */
    readonly others: readonly { readonly name: string; readonly url: string | null }[];
    /** Schemas that do not live in `main`. */
    readonly routes: readonly { readonly schema: string; readonly database: string }[];
  };
  readonly rebuildSecret: string | null;
  /** Other systems that get the audit log as well. */
  readonly auditStreams: readonly { readonly address: string; readonly secret: string | null }[];
  /** Who gets the checkpoint of the audit log by mail. */
  readonly auditWitnessMail: readonly string[];
  /** Null: mails are not sent. */
  readonly mail: MailConfig | null;
  /** Origins of sign-in providers that may lie in a private network. */
  readonly privateIssuers: readonly string[];
  readonly rootKey: string | null;
  readonly adminToken: string | null;
  readonly logLevel: Settings['INSITES_LOG_LEVEL'];
  readonly engine: {
    readonly workers: number;
    readonly threads: number;
    readonly memoryMb: number;
    readonly timeout: number;
  };
  readonly cacheBytes: number;
  readonly uploadMaxBytes: number;
  readonly requestsPerMinute: number;
}
