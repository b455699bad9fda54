import { readFile } from 'node:fs/promises';
import { connect as connectTcp, type Socket } from 'node:net';
import { hostname } from 'node:os';
import { connect as connectTls } from 'node:tls';
import type { EntryView } from '../../contract/entry.ts';
import type { Target } from './target.ts';

const patience = 10_000;
/** RFC 5424 §6.2.1: facility 13 is the log audit. */
const facility = 13;
const severities = { allowed: 6, refused: 4, failed: 3 } as const;

/** Hands entries over; resolves when the other side has taken all bytes and closed. */
export async function sendSyslog(
  target: Target & { kind: 'syslog' },
  entries: readonly EntryView[],
): Promise<void> {
  const frames = Buffer.concat(entries.map(frameOf));
  const ca = target.ca === null ? null : await readFile(target.ca);
  await new Promise<void>((resolve, reject) => {
    const { host, port } = target;
    const socket: Socket = target.tls
      ? connectTls({ host, port, servername: host, ...(ca ? { ca } : {}) })
      : connectTcp({ host, port });
    socket.setTimeout(patience, () => socket.destroy(new Error('no answer within 10 s')));
    socket.once('error', reject);
    socket.once('close', (failed) => (failed ? undefined : resolve()));
    // What it may say is not for us; unread it would keep the socket from closing.
    socket.resume();
    socket.once(target.tls ? 'secureConnect' : 'connect', () => socket.end(frames));
  });
}

/** One message with its length before it (RFC 6587 §3.4.1, RFC 5425 §4.3). */
function frameOf(entry: EntryView): Buffer {
  const message = Buffer.from(messageOf(entry));
  return Buffer.concat([Buffer.from(`${message.length} `), message]);
}

/** RFC 5424: the entry as JSON behind a head that every collector reads. */
export function messageOf(entry: EntryView): string {
  const priority = facility * 8 + severities[entry.outcome];
  const kind = entry.verb.replace(/[^\x21-\x7e]/g, '?').slice(0, 32) || '-';
  // RFC 5424 §7.3.1: begins again after 2147483647.
  const sequence = ((Number(entry.id) - 1) % 2_147_483_647) + 1;
  const head = `<${priority}>1 ${entry.at} ${hostOf()} insites - ${kind} [meta sequenceId="${sequence}"]`;
  return `${head} \ufeff${JSON.stringify(entry)}`;
}

function hostOf(): string {
  return (
    hostname()
      .replace(/[^\x21-\x7e]/g, '?')
      .slice(0, 255) || '-'
  );
}
