import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { Edge } from './visit.ts';

/** A registry with the measures of the process: CPU, memory, event loop, garbage collection. */
export function processMetrics(): Registry {
  const register = new Registry();
  collectDefaultMetrics({ register });
  return register;
}

/** Measures every request by route and status; addresses without a route count as `other`. */
export function measureRequests(app: FastifyInstance, edge: Edge, register: Registry): void {
  const seconds = new Histogram({
    name: 'insites_http_request_seconds',
    help: 'Time from the first header of a request to the last byte of its answer',
    labelNames: ['route', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    registers: [register],
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = edge.visits.get(request)?.route.name ?? 'other';
    const status = String(reply.raw.statusCode);
    seconds.observe({ route, status }, reply.elapsedTime / 1000);
    const milliseconds = Math.round(reply.elapsedTime);
    edge.log.debug({ requestId: request.id, route, status, milliseconds }, 'Answered');
  });
}
