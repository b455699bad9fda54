import { toProblem } from '@insites/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Call, RawHandler } from './bind.ts';
import { problemHeaders, settleFailure } from './failures.ts';
import { allow, type Edge, type Visit } from './visit.ts';

/**
 * Hands request and response to another protocol's library. The audit entry is written before, so a
 * note the handler makes comes too late: what such a route must tell, its domain records itself.
 */
export async function answerRaw(
  edge: Edge,
  visit: Visit,
  request: FastifyRequest,
  reply: FastifyReply,
  call: Call<never>,
  handler: RawHandler<never>,
): Promise<void> {
  await allow(edge, visit);
  reply.hijack();
  const response = reply.raw;
  response.on('error', () => undefined);
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined) response.setHeader(name, value);
  try {
    await handler({ ...call, request: request.raw, response });
  } catch (thrown) {
    visit.recorded = false;
    const problem = toProblem(await settleFailure(edge, request, thrown), request.id);
    if (response.headersSent) response.destroy();
    else response.writeHead(problem.status, problemHeaders(problem)).end(JSON.stringify(problem));
  }
}
