import type { AddressInfo } from 'node:net';
import { errors } from '@insites/kernel';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../config/config.ts';

/** Listens where the configuration says. */
export async function listenAt(
  app: FastifyInstance,
  { host, port }: Pick<Config, 'host' | 'port'>,
): Promise<{ url: string; port: number }> {
  try {
    await app.listen({ host, port });
  } catch (thrown) {
    throw refusal(thrown, host, port) ?? thrown;
  }
  const bound = (app.server.address() as AddressInfo).port;
  const everywhere = host === '0.0.0.0' || host === '::';
  const name = everywhere ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  return { url: `http://${name}:${bound}`, port: bound };
}

/** Announces the end, waits for what runs, then cuts it. A second call cuts at once. */
export async function stopWithin(
  app: FastifyInstance,
  closing: AbortController,
  running: ReadonlySet<AbortController>,
  grace: number,
): Promise<void> {
  const again = closing.signal.aborted;
  closing.abort();
  const ended = app.close();
  const cutAll = () => {
    for (const visit of running) visit.abort();
    app.server.closeAllConnections();
  };
  const timer = setTimeout(cutAll, again ? 0 : grace);
  // Node closes what is idle now; a connection whose last answer is still under way would linger.
  const sweep = setInterval(() => app.server.closeIdleConnections(), 50);
  try {
    await ended;
  } finally {
    clearTimeout(timer);
    clearInterval(sweep);
  }
}

function refusal(thrown: unknown, host: string, port: number): Error | null {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : '';
  const said = {
    EADDRINUSE: `Port ${port} is taken by another program.`,
    EACCES: `Port ${port} is not allowed for this user.`,
    EADDRNOTAVAIL: `The address ${host} does not belong to this machine.`,
    ENOTFOUND: `There is no address ${host}.`,
  }[String(code)];
  if (said === undefined) return null;
  return errors.invalid('platform.configInvalid', said, {
    hint: 'Choose another with INSITES_PORT or INSITES_HOST.',
    cause: thrown,
  });
}
