import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { Log } from '../log/log.ts';
import { acceptBytes } from './bodies.ts';

/** Where a request of a mount came from, as the audit log tells it. */
export interface MountedRequest {
  readonly address: string;
  readonly requestId: string;
}

/**
 * A protocol whose addresses a standard or a library lays out, outside of `/api/v1`. It answers all by
 * itself: who asks, whether they may and what the log says of it are its own affair.
 */
export interface Mount {
  /** `/oauth/*`, `/.well-known/openid-configuration`. */
  readonly paths: readonly string[];
  handle(request: IncomingMessage, response: ServerResponse, from: MountedRequest): Promise<void>;
}

/** Puts mounts on the server, behind the headers and the limit by address that everything has. */
export async function serveMounts(
  app: FastifyInstance,
  mounts: readonly Mount[],
  log: Log,
): Promise<void> {
  await app.register(async (scope) => {
    acceptBytes(scope);
    for (const { paths, handle } of mounts)
      for (const url of paths)
        scope.route({
          method: ['GET', 'POST'],
          url,
          compress: false,
          handler: async (request, reply) => {
            reply.hijack();
            const response = reply.raw;
            for (const [name, value] of Object.entries(reply.getHeaders()))
              if (value !== undefined) response.setHeader(name, value);
            try {
              await handle(request.raw, response, { address: request.ip, requestId: request.id });
            } catch (thrown) {
              log.error({ err: thrown, url }, 'a mounted protocol failed');
              if (response.headersSent) response.destroy();
              else response.writeHead(500).end();
            }
          },
        });
  });
}
