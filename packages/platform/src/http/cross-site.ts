import { errors } from '@insites/kernel';
import type { FastifyRequest } from 'fastify';
import type { Config } from '../config/config.ts';

/**
 * Refuses a write that a page of another site made a browser send. Browsers cannot be made to leave
 * out or forge Sec-Fetch-Site and Origin; programs send neither, and a bearer token is never sent by
 * a browser on its own.
 * @throws platform.crossSite
 */
export function refuseCrossSite(
  config: Pick<Config, 'publicUrl'>,
  request: Pick<FastifyRequest, 'method' | 'headers' | 'host'>,
): void {
  if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return;
  const { authorization, origin } = request.headers;
  if (authorization !== undefined && request.headers.cookie === undefined) return;
  const site = request.headers['sec-fetch-site'];
  const fromHere = site === undefined || site === 'same-origin' || site === 'none';
  if (fromHere && (origin === undefined || isOurs(origin, config.publicUrl, request.host))) return;
  throw errors.notAllowed(
    'platform.crossSite',
    'A page of another site tried to act with your session.',
    {
      hint: 'If a proxy stands before Insites, set INSITES_PUBLIC_URL to the address people type.',
    },
  );
}

function isOurs(origin: string, publicUrl: string | null, host: string): boolean {
  if (!URL.canParse(origin)) return false;
  if (publicUrl !== null && new URL(publicUrl).origin === origin) return true;
  return new URL(origin).host === host;
}
