import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isPublicAddress } from './addresses.ts';
import { outboundFetch } from './outbound.ts';

describe('a public address', () => {
  it.each(['93.184.216.34', '2606:2800:220:1::1', '::ffff:93.184.216.34', '64:ff9b::5db8:d822'])(
    '%s',
    (address) => expect(isPublicAddress(address)).toBe(true),
  );

  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '192.0.2.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fe80::1',
    'fc00::1',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::ffff:a9fe:a9fe',
    '64:ff9b::7f00:1',
    '2002:7f00:1::1',
    '2001:db8::1',
    '4000::1',
    '0177.0.0.1',
    '2130706433',
    '127.1',
    '',
  ])('is not “%s”', (address) => expect(isPublicAddress(address)).toBe(false));
});

describe('a request outwards', () => {
  let origin: string;
  const server = createServer((request, response) => {
    if (request.url === '/away') response.writeHead(302, { location: '/there' }).end();
    else if (request.url === '/long') response.end('x'.repeat(5000));
    else response.setHeader('x-method', request.method ?? '').end('here');
  });
  beforeAll(async () => {
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  it.each([
    'http://127.0.0.1/',
    'https://127.0.0.1/',
    'https://localhost/',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://169.254.169.254/latest/meta-data',
    'http://example.com/',
    'https://me:secret@example.com/',
    'file:///etc/passwd',
  ])('does not go to %s', async (address) => {
    const fetch = outboundFetch({ privateOrigins: [] });
    await expect(async () => fetch(address)).rejects.toMatchObject({
      code: 'platform.addressRefused',
    });
  });

  it('goes where the operator says, and nowhere else there', async () => {
    const fetch = outboundFetch({ privateOrigins: [origin], maxBytes: 4000 });
    const answer = await fetch(`${origin}/x`, { method: 'POST', body: 'a=b' });
    expect([answer.status, answer.headers.get('x-method'), await answer.text()]).toEqual([
      200,
      'POST',
      'here',
    ]);
    const other = origin.replace('127.0.0.1', 'localhost');
    await expect(async () => fetch(other)).rejects.toMatchObject({
      code: 'platform.addressRefused',
    });
  });

  it('follows no redirect and reads no endless answer', async () => {
    const fetch = outboundFetch({ privateOrigins: [origin], maxBytes: 4000 });
    expect((await fetch(`${origin}/away`)).status).toBe(302);
    await expect(fetch(`${origin}/long`)).rejects.toMatchObject({
      code: 'platform.addressFailed',
    });
  });
});
