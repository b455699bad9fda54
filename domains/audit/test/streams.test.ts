import { createHmac } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo, createServer as createTcp, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { createServer as createTls } from 'node:tls';
import { newId } from '@insites/kernel';
import { certificate, temporaryHome } from '@insites/testing';
import { describe, expect, it } from 'vitest';
import { person } from './actors.ts';
import { type House, openHouse } from './house.ts';

const steward = person(newId(), 'steward', 'Stella Stewárd');

/** A real syslog collector: reads messages with their length before them (RFC 6587). */
async function collector(server: Server, event = 'connection') {
  const messages: string[] = [];
  const take = (socket: Socket) => {
    let waiting = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('data', (piece) => {
      waiting = Buffer.concat([waiting, piece]);
      for (;;) {
        const [, digits] = /^(\d+) /.exec(waiting.toString('latin1', 0, 12)) ?? [];
        const start = (digits?.length ?? 0) + 1;
        const end = start + Number(digits);
        if (!digits || waiting.length < end) return;
        messages.push(waiting.toString('utf8', start, end));
        waiting = waiting.subarray(end);
      }
    });
  };
  server.on(event, take);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { port, messages, stop: () => new Promise((resolve) => server.close(resolve)) };
}

async function add(house: House, count: number): Promise<void> {
  for (let at = 0; at < count; at += 1)
    await house.record(steward, 'datasets.query', { outcome: at % 2 ? 'refused' : 'allowed' });
}

const rfc5424 =
  /^<(\d+)>1 (\S+) (\S+) insites - (\S+) \[meta sequenceId="(\d+)"\] \ufeff(\{.*\})$/s;

describe('syslog', () => {
  it('gets each entry once and in order, as RFC 5424 over TCP', async () => {
    const syslog = await collector(createTcp());
    await using house = await openHouse({
      INSITES_AUDIT_STREAMS: `syslog+tcp://127.0.0.1:${syslog.port}`,
    });
    await expect.poll(async () => (await streams(house))[0]?.at).not.toBeNull();
    await add(house, 450);
    await expect.poll(() => syslog.messages.length, { timeout: 10_000 }).toBe(450);
    const read = syslog.messages.map((message) => rfc5424.exec(message));
    expect(read.map((parts) => Number(parts?.[5]))).toEqual(read.map((_, at) => at + 1));
    expect(read[0]?.slice(1, 5)).toEqual([
      '110',
      expect.any(String),
      expect.any(String),
      'datasets.query',
    ]);
    expect(read[1]?.[1]).toBe('108');
    expect(JSON.parse(read[0]?.[6] ?? '')).toMatchObject({ id: '1', actorName: 'Stella Stewárd' });
    await syslog.stop();
  });

  it('is spoken over TLS, and to nobody whose certificate is not trusted', async () => {
    const trusted = await collector(createTls(certificate), 'secureConnection');
    const other = await collector(createTls(certificate), 'secureConnection');
    await using folder = await temporaryHome();
    const ca = join(folder.path, 'ca.pem');
    await writeFile(ca, certificate.cert);
    await using house = await openHouse({
      INSITES_AUDIT_STREAMS: `syslog+tls://localhost:${trusted.port}?ca=${ca},syslog+tls://localhost:${other.port}`,
    });
    await expect.poll(async () => (await streams(house)).every(({ at }) => at !== null)).toBe(true);
    await add(house, 3);
    await expect.poll(() => trusted.messages.length, { timeout: 10_000 }).toBe(3);
    await expect
      .poll(async () => (await streams(house))[1])
      .toMatchObject({
        waiting: 3,
        fault: expect.stringMatching(/certificate/),
      });
    expect(other.messages).toEqual([]);
    await trusted.stop();
    await other.stop();
  });

  it('gets what it missed when it was away', async () => {
    const first = await collector(createTcp());
    const { port } = first;
    await first.stop();
    await using house = await openHouse({
      INSITES_AUDIT_STREAMS: `syslog+tcp://127.0.0.1:${port}`,
    });
    await expect.poll(async () => (await streams(house))[0]?.at).not.toBeNull();
    await add(house, 5);
    await expect
      .poll(async () => (await streams(house))[0])
      .toMatchObject({ waiting: 5, fault: expect.stringContaining('ECONNREFUSED') });
    const messages: string[] = [];
    const again = createTcp((socket) => socket.on('data', (piece) => messages.push(String(piece))));
    await new Promise<void>((resolve) => again.listen(port, '127.0.0.1', resolve));
    await expect
      .poll(() => messages.join('').match(/sequenceId/g)?.length, { timeout: 15_000 })
      .toBe(5);
    await expect
      .poll(async () => (await streams(house))[0])
      .toMatchObject({ waiting: 0, fault: null });
    await new Promise((resolve) => again.close(resolve));
  });
});

describe('a webhook', () => {
  const secret = `whsec_${Buffer.from('a secret of the city, kept well').toString('base64')}`;

  it('gets entries signed after Standard Webhooks, again until it takes them', async () => {
    const got: { headers: Record<string, unknown>; body: string }[] = [];
    let refusals = 1;
    const receiver = createServer((request, response) => {
      let body = '';
      request.on('data', (piece) => {
        body += piece;
      });
      request.on('end', () => {
        refusals -= 1;
        if (refusals >= 0) return response.writeHead(500).end();
        got.push({ headers: request.headers, body });
        return response.writeHead(204).end();
      });
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    const { port } = receiver.address() as AddressInfo;
    await using house = await openHouse({
      INSITES_AUDIT_STREAMS: `http://127.0.0.1:${port}/hook?key=hidden`,
      INSITES_AUDIT_SECRET: secret,
    });
    await expect.poll(async () => (await streams(house))[0]?.at).not.toBeNull();
    await add(house, 4);
    await expect.poll(() => got.length, { timeout: 10_000 }).toBeGreaterThan(0);
    const { headers, body } = got[0] ?? { headers: {}, body: '' };
    const key = Buffer.from(secret.slice(6), 'base64');
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
    expect(headers['webhook-signature']).toBe(
      `v1,${createHmac('sha256', key).update(signed).digest('base64')}`,
    );
    const all = () =>
      got.flatMap((one) => JSON.parse(one.body).data.map(({ id }: { id: string }) => id));
    await expect.poll(all).toEqual(['1', '2', '3', '4']);
    expect((await streams(house))[0]).toMatchObject({
      kind: 'webhook',
      name: `http://127.0.0.1:${port}/hook`,
    });
    await new Promise((resolve) => receiver.close(resolve));
  });

  it('does not start without a secret', async () => {
    await expect(
      openHouse({ INSITES_AUDIT_STREAMS: 'https://siem.city.example/hook' }),
    ).rejects.toMatchObject({ code: 'platform.configInvalid' });
  });
});

async function streams(house: House) {
  return (await house.ask(steward, 'streams')).json().items as {
    kind: string;
    name: string;
    waiting: number;
    at: string | null;
    fault: string | null;
  }[];
}
