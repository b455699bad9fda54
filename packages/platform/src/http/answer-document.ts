import { hash } from 'node:crypto';
import { auditOf } from '@insites/kernel';
import type { FastifyReply } from 'fastify';
import type { DocumentAnswer } from './bind.ts';
import { addNote, allow, type Edge, type Visit } from './visit.ts';

/** Sends a document of another standard as the handler made it. */
export async function answerDocument(
  edge: Edge,
  visit: Visit,
  reply: FastifyReply,
  answer: DocumentAnswer,
): Promise<string | undefined> {
  const { output } = visit.route;
  const text = answer.body === undefined ? undefined : JSON.stringify(answer.body);
  if (text !== undefined && auditOf(visit.route) !== 'none')
    addNote(visit, { digest: hash('sha256', text) });
  await allow(edge, visit);
  reply
    .code(answer.status)
    .header('cache-control', 'no-store')
    .headers(answer.headers ?? {});
  if (text !== undefined && output.kind === 'document')
    reply.header('content-type', `${output.mediaType}; charset=utf-8`);
  return text;
}
