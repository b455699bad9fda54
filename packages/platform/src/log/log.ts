import { InsitesError } from '@insites/kernel';
import { destination, type Logger, pino } from 'pino';
import type { Config } from '../config/config.ts';

export type Log = Logger;

const secretNames = /authorization|cookie|password|token|secret|rootkey/i;
const deepest = 6;

/** JSON lines on stderr (stdout is for `ready …`). Fields named like a secret are hidden at any depth. */
export function createLog(
  config: Pick<Config, 'logLevel'>,
  stream: { write(line: string): void } = destination({ dest: 2, sync: true }),
): Log {
  return pino(
    {
      level: config.logLevel,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: {
        level: (level) => ({ level }),
        log: (fields) => hide(fields, 0) as Record<string, unknown>,
      },
      serializers: { err: (thrown: unknown) => thrown },
    },
    stream,
  );
}

/** The value with what stands under a secret's name replaced by `[hidden]`. */
function hide(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null || depth > deepest) return value;
  if (value instanceof Error) return describe(value, depth);
  if (Array.isArray(value)) return value.map((item) => hide(item, depth + 1));
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) =>
      secretNames.test(name) ? [name, '[hidden]'] : [name, hide(field, depth + 1)],
    ),
  );
}

function describe(thrown: Error, depth: number): unknown {
  const { name, message, stack, cause } = thrown;
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : undefined;
  return {
    type: name,
    ...(thrown instanceof InsitesError ? { kind: thrown.kind } : {}),
    code,
    message: withoutParameters(message),
    stack: withoutParameters(stack ?? ''),
    cause: hide(cause, depth + 1),
  };
}

/** Drizzle writes the values of a failed query into its message: people's data, hashes, tokens. */
function withoutParameters(text: string): string {
  return text.replace(/\nparams: [\s\S]*?(?=\n {4}at |$)/, '');
}
