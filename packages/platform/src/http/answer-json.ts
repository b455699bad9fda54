import { hash } from 'node:crypto';
import { auditOf, type Output } from '@insites/kernel';
import type { FastifyReply } from 'fastify';
import { addNote, allow, type Edge, type Visit } from './visit.ts';

/** Sends what the schema names of the handler's value; `nothing` routes send no body. */
export async function answerJson(
  edge: Edge,
  visit: Visit,
  reply: FastifyReply,
  value: unknown,
): Promise<string | undefined> {
  const { output, status } = visit.route;
  const text = output.kind === 'json' ? JSON.stringify(shape(output, value)) : undefined;
  if (text !== undefined && auditOf(visit.route) !== 'none')
    addNote(visit, { digest: hash('sha256', text) });
  await allow(edge, visit);
  reply.code(status ?? (text === undefined ? 204 : 200)).header('cache-control', 'no-store');
  if (text !== undefined) reply.header('content-type', 'application/json; charset=utf-8');
  return text;
}

/**
 * The value with only the fields that the schema names.
 * @throws an error that names the paths that do not fit, without their values: it goes to the log.
 */
export function shape(output: Output & { kind: 'json' | 'events' }, value: unknown): unknown {
  const parsed = output.schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, code }) => `${path.join('.') || '.'} (${code})`);
  throw new Error(`The answer does not fit its schema at ${faults.join(', ')}`);
}
