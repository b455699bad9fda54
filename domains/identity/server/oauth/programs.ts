import type { AllClientMetadata } from 'oidc-provider';
import type { ProgramRow } from './store.ts';

const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';

/** Programs of ours, which run on people's own machines and keep no secret (RFC 8252). */
export const ownPrograms: Readonly<Record<string, string>> = {
  'insites-cli': 'Insites command line',
  'insites-python': 'Insites for Python',
  'insites-r': 'Insites for R',
  'insites-desktop': 'Insites on the desktop',
};

/** One of ours as the OAuth server sees it: a loopback address of any port, or a device code. */
export function ownClient(id: string): AllClientMetadata | null {
  const name = Object.hasOwn(ownPrograms, id) ? ownPrograms[id] : undefined;
  if (name === undefined) return null;
  return {
    client_id: id,
    client_name: name,
    application_type: 'native',
    token_endpoint_auth_method: 'none',
    redirect_uris: ['http://127.0.0.1/callback', 'http://[::1]/callback'],
    response_types: ['code'],
    grant_types: ['authorization_code', 'refresh_token', deviceGrant],
  };
}

/** A registered program as the OAuth server sees it. In the place of its secret stands its hash. */
export function clientOf({ id, name, redirects, secretHash }: ProgramRow): AllClientMetadata {
  return {
    client_id: id,
    client_name: name,
    application_type: 'web',
    redirect_uris: [...redirects],
    response_types: ['code'],
    grant_types: ['authorization_code', 'refresh_token'],
    ...(secretHash === null
      ? { token_endpoint_auth_method: 'none' }
      : {
          token_endpoint_auth_method: 'client_secret_basic',
          client_secret: Buffer.from(secretHash).toString('hex'),
        }),
  };
}
