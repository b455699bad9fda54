import { resolve } from 'node:path';
import { errors } from '@insites/kernel';
import type { z } from 'zod';
import { mailboxOf, serverOf } from '../mail/address.ts';
import { type Config, type Settings, secretSettings, settings } from './config.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** A setting as `insites config` prints it. */
export interface SettingRow {
  readonly variable: string;
  /** As text; secrets as dots, what is not set as an empty text. */
  readonly value: string;
  readonly source: 'default' | 'environment';
  readonly description: string;
}

/**
 * The configuration from environment variables, with `overrides` (of the command line) before them.
 * An empty variable counts as not set. All problems are reported at once, as `platform.configInvalid`.
 */
export function readConfig(env: Environment = process.env, overrides: Environment = {}): Config {
  const parsed = settings.safeParse(given({ ...env, ...defined(overrides) }));
  if (!parsed.success) throw invalid(parsed.error);
  return toConfig(parsed.data);
}

/** Every setting with its value, where that comes from and what it means; also when some are wrong. */
export function describeConfig(env: Environment = process.env): readonly SettingRow[] {
  const values = given(env);
  return Object.entries(settings.shape).map(([variable, field]) => {
    const text = values[variable];
    const fallback = field.safeParse(undefined);
    return {
      variable,
      value: shown(variable, text ?? (fallback.success ? fallback.data : undefined)),
      source: text === undefined ? 'default' : 'environment',
      description: field.description ?? '',
    };
  });
}

function given(env: Environment): Record<string, string> {
  return Object.fromEntries(
    Object.keys(settings.shape).flatMap((name) => {
      const text = env[name]?.trim();
      return text ? [[name, text]] : [];
    }),
  );
}

function defined(values: Environment): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, text]) => (text === undefined ? [] : [[name, text]])),
  );
}

function shown(variable: string, value: unknown): string {
  if (value === undefined) return '';
  if (secretSettings.includes(variable)) return '••••••';
  return Array.isArray(value) ? value.join(',') : String(value);
}

function invalid(problem: z.ZodError) {
  const fields = problem.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  const said = fields.map(({ path, message }) => `${path}: ${message}`).join('; ');
  return errors.invalid('platform.configInvalid', `Settings are wrong. ${said}`, {
    hint: 'Correct them; `insites config` lists every setting.',
    fields,
  });
}

function toConfig(s: Settings): Config {
  const mebibyte = 1024 * 1024;
  return Object.freeze({
    home: resolve(s.INSITES_HOME),
    host: s.INSITES_HOST,
    port: s.INSITES_PORT,
    publicUrl: s.INSITES_PUBLIC_URL ?? null,
    trustProxy: s.INSITES_TRUST_PROXY,
    roles: s.INSITES_ROLES,
    environment: s.INSITES_ENVIRONMENT,
    database: {
      url: s.INSITES_DATABASE_URL ?? null,
      pool: s.INSITES_DATABASE_POOL,
      others: s.INSITES_DATABASES ?? [],
      routes: s.INSITES_DATABASE_ROUTES ?? [],
    },
    rebuildSecret: s.INSITES_REBUILD_SECRET ?? null,
    auditStreams: (s.INSITES_AUDIT_STREAMS ?? []).map((address) => ({
      address,
      secret: s.INSITES_AUDIT_SECRET ?? null,
    })),
    auditWitnessMail: s.INSITES_AUDIT_WITNESS_MAIL ?? [],
    mail: mailOf(s),
    privateIssuers: s.INSITES_OIDC_PRIVATE_ISSUERS ?? [],
    rootKey: s.INSITES_ROOT_KEY ?? null,
    adminToken: s.INSITES_ADMIN_TOKEN ?? null,
    logLevel: s.INSITES_LOG_LEVEL,
    engine: {
      workers: s.INSITES_ENGINE_WORKERS,
      threads: s.INSITES_ENGINE_THREADS,
      memoryMb: s.INSITES_ENGINE_MEMORY_MB,
      timeout: s.INSITES_QUERY_SECONDS * 1000,
    },
    cacheBytes: s.INSITES_CACHE_MB * mebibyte,
    uploadMaxBytes: s.INSITES_UPLOAD_MAX_MB * mebibyte,
    requestsPerMinute: s.INSITES_REQUESTS_PER_MINUTE,
  });
}

function mailOf(s: Settings): Config['mail'] {
  const server = s.INSITES_SMTP_URL ? serverOf(s.INSITES_SMTP_URL) : null;
  const from = s.INSITES_MAIL_FROM ? mailboxOf(s.INSITES_MAIL_FROM) : null;
  if (server && !from)
    throw errors.invalid('platform.configInvalid', 'INSITES_SMTP_URL needs INSITES_MAIL_FROM.', {
      hint: 'Say who mails come from: INSITES_MAIL_FROM="Insites <insites@city.example>".',
    });
  if (!server && s.INSITES_AUDIT_WITNESS_MAIL)
    throw errors.invalid(
      'platform.configInvalid',
      'INSITES_AUDIT_WITNESS_MAIL needs a mail server.',
      { hint: 'Set INSITES_SMTP_URL and INSITES_MAIL_FROM.' },
    );
  return server && from ? { ...server, from } : null;
}
