import { createHash, createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a lie is made of: the claims and header of a right ID token, to be bent. */
export interface Token {
  header: Record<string, unknown>;
  claims: Record<string, unknown>;
  /** Signs with a key that the provider does not publish. */
  foreignKey?: boolean;
}

/** A provider that signs whatever a test wants: what the real one would never say. */
export interface LyingProvider {
  readonly issuer: string;
  bend: (token: Token) => void;
  /** Published metadata to be bent. */
  metadata: Record<string, unknown>;
  /** The answer to a trip, as the query that leads back. */
  answer(address: string): string;
  close(): Promise<void>;
}

const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
const text = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

export async function lyingProvider(clientId: string): Promise<LyingProvider> {
  const [ours, foreign] = [pair(), pair()];
  const codes = new Map<string, { nonce: string; challenge: string }>();
  const http = createServer((request, response) => {
    const json = (value: unknown, status = 200) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    if (request.url === '/.well-known/openid-configuration') return void json(self.metadata);
    if (request.url === '/jwks')
      return void json({
        keys: [{ ...ours.publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig' }],
      });
    if (request.url !== '/token') return void json({}, 404);
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const form = new URLSearchParams(Buffer.concat(pieces).toString());
      const known = codes.get(form.get('code') ?? '');
      codes.delete(form.get('code') ?? '');
      const shown = createHash('sha256')
        .update(form.get('code_verifier') ?? '')
        .digest('base64url');
      if (known?.challenge !== shown) return void json({ error: 'invalid_grant' }, 400);
      const token = right(self.issuer, clientId, known.nonce);
      self.bend(token);
      const key = token.foreignKey ? foreign.privateKey : ours.privateKey;
      json({ access_token: 'a', token_type: 'Bearer', id_token: signed(token, key) });
    });
  });
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
  const issuer = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const self: LyingProvider = {
    issuer,
    bend: () => undefined,
    metadata: {
      issuer,
      authorization_endpoint: `${issuer}/auth`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      authorization_response_iss_parameter_supported: true,
    },
    answer: (address) => {
      const { searchParams: asked } = new URL(address);
      const code = `code-${codes.size}-${Math.random()}`;
      codes.set(code, {
        nonce: asked.get('nonce') ?? '',
        challenge: asked.get('code_challenge') ?? '',
      });
      return new URLSearchParams({ code, state: asked.get('state') ?? '', iss: issuer }).toString();
    },
    close: () => new Promise((done) => void http.close(() => done())),
  };
  return self;
}

function right(iss: string, aud: string, nonce: string): Token {
  const now = Math.floor(Date.now() / 1000);
  return {
    header: { alg: 'RS256', kid: 'one' },
    claims: {
      iss,
      aud,
      nonce,
      sub: 'liar',
      iat: now,
      exp: now + 300,
      email: 'liar@oakland.example',
      email_verified: true,
    },
  };
}

function signed({ header, claims }: Token, key: KeyObject): string {
  const said = `${text(header)}.${text(claims)}`;
  if (header.alg === 'none') return `${said}.`;
  return `${said}.${createSign('sha256').update(said).sign(key).toString('base64url')}`;
}
