import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { errors } from '@insites/kernel';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/**
 * Serves the built web app: files under /assets carry a hash in their name and are kept for ever,
 * everything else is asked for again each time. Any other address a browser opens is the app's.
 */
export async function serveWebApp(app: FastifyInstance, folder: string): Promise<void> {
  const assets = join(folder, 'assets');
  await app.register(fastifyStatic, {
    root: folder,
    index: false,
    dotfiles: 'ignore',
    cacheControl: false,
    preCompressed: true,
    // A folder is no file: whoever asks for one gets what any unknown address gets, the app.
    allowedPath: (path) => !path.endsWith('/') && !path.includes('..'),
    setHeaders: (reply, path) => {
      const kept = path.startsWith(assets);
      reply.header('cache-control', kept ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}

/** What answers an address that nothing else does. */
export function answerUnknown(
  request: FastifyRequest,
  reply: FastifyReply,
  hasWebApp: boolean,
): FastifyReply {
  const path = request.url.split('?')[0] ?? '/';
  const isPage =
    hasWebApp &&
    (request.method === 'GET' || request.method === 'HEAD') &&
    !/^\/(api|assets|scim)(\/|$)/.test(path);
  if (isPage) return reply.sendFile('index.html');
  throw errors.notFound('platform.routeUnknown', 'There is nothing at this address.', {
    hint: 'docs/openapi.json lists every address.',
  });
}
