import { isIP } from 'node:net';
import { errors } from '@insites/kernel';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Registry } from 'prom-client';
import type { Config } from '../config/config.ts';
import { understand } from './failures.ts';
import type { Edge } from './visit.ts';

/** One thing the server needs, e.g. `database`, and whether it answers. */
export interface ReadyPart {
  readonly name: string;
  readonly ok: boolean;
  /** Shown to the machine itself only. */
  readonly detail: string;
}

export interface HealthOptions {
  readonly ready: () => Promise<readonly ReadyPart[]>;
  readonly register: Registry;
  /** Who may read /metrics and the details of /readyz. Default `loopback`. */
  readonly visibleTo: 'loopback' | 'everybody';
}

const patience = 3_000;

/** `/healthz`: the process lives. `/readyz`: everything it needs answers. `/metrics`: for Prometheus. */
export function serveHealth(app: FastifyInstance, edge: Edge, options: HealthOptions): void {
  const quiet = { config: { rateLimit: false }, compress: false } as const;
  const visible = (request: FastifyRequest) =>
    options.visibleTo === 'everybody' || isLocal(edge.config, request);

  app.get('/healthz', quiet, async (_, reply) => {
    reply.header('cache-control', 'no-store');
    return { ok: true };
  });

  app.get('/readyz', quiet, async (request, reply) => {
    const parts = edge.closing.aborted ? [stopping] : await check(edge, options.ready);
    const ok = parts.every((part) => part.ok);
    reply.code(ok ? 200 : 503).header('cache-control', 'no-store');
    const shown = parts.map(({ detail, ...part }) =>
      visible(request) ? { ...part, detail } : part,
    );
    return { ok, parts: shown };
  });

  app.get('/metrics', quiet, async (request, reply) => {
    if (!visible(request))
      throw errors.notFound('platform.routeUnknown', 'There is nothing at this address.');
    reply.header('content-type', options.register.contentType).header('cache-control', 'no-store');
    return options.register.metrics();
  });
}

const stopping: ReadyPart = { name: 'server', ok: false, detail: 'The server is about to stop.' };

async function check(edge: Edge, ready: HealthOptions['ready']): Promise<readonly ReadyPart[]> {
  const late: ReadyPart = { name: 'server', ok: false, detail: 'No answer in 3 seconds.' };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<ReadyPart[]>((resolve) => {
    timer = setTimeout(resolve, patience, [late]);
  });
  try {
    return await Promise.race([ready(), tooLate]);
  } catch (thrown) {
    edge.log.error({ err: thrown }, 'The check of readiness failed.');
    return [{ name: 'server', ok: false, detail: understand(thrown).message }];
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Whether a program on this machine asks: over the loopback, by a loopback name (a page that points
 * its own name at 127.0.0.1 does not count), and not through a proxy.
 */
export function isLocal(
  config: Pick<Config, 'publicUrl' | 'trustProxy'>,
  request: Pick<FastifyRequest, 'ip' | 'hostname' | 'headers' | 'socket'>,
): boolean {
  const { headers } = request;
  const forwarded = headers['x-forwarded-for'] ?? headers.forwarded ?? headers.via;
  if (forwarded !== undefined) return false;
  // Behind a proxy that adds no header, everybody seems to be local.
  if (config.publicUrl !== null && !config.trustProxy && !isLoopback(hostOf(config.publicUrl)))
    return false;
  return isLoopback(request.socket.remoteAddress ?? '') && isLoopback(request.hostname);
}

function hostOf(url: string): string {
  return new URL(url).hostname;
}

function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '').replace(/^::ffff:/, '');
  if (isIP(bare) === 4) return bare.startsWith('127.');
  return bare === '::1' || bare === 'localhost';
}
