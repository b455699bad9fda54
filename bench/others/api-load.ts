import { connect } from 'node:net';

// Asks over kept connections, each as soon as its answer is there. Bare sockets, so that the machine
// is left to the server.
const [url = '', authorization = '', connections = '50', seconds = '3'] = process.argv.slice(2);
const { hostname, port, pathname, search } = new URL(url);
const request = Buffer.from(
  `GET ${pathname}${search} HTTP/1.1\r\nhost: ${hostname}:${port}\r\n${authorization === '' ? '' : `authorization: ${authorization}\r\n`}\r\n`,
);
const warm = 500;
const began = performance.now();
const until = began + warm + Number(seconds) * 1000;
const milliseconds: number[] = [];

await Promise.all(Array.from({ length: Number(connections) }, ask));
process.stdout.write(JSON.stringify({ seconds: Number(seconds), milliseconds }));

function ask(): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    let rest = Buffer.alloc(0);
    let sent = 0;
    const send = () => {
      sent = performance.now();
      socket.write(request);
    };
    socket.setNoDelay(true);
    socket.once('connect', send);
    socket.once('error', reject);
    socket.on('data', (chunk) => {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      const length = lengthOf(rest);
      if (length === null || rest.length < length) return;
      rest = rest.subarray(length);
      const now = performance.now();
      if (now > until) {
        socket.destroy();
        resolve();
        return;
      }
      if (sent > began + warm) milliseconds.push(now - sent);
      send();
    });
  });
}

/** Bytes of the whole answer; null while its head is not whole. */
function lengthOf(bytes: Buffer): number | null {
  const head = bytes.indexOf('\r\n\r\n');
  if (head < 0) return null;
  const text = bytes.toString('latin1', 0, head);
  const [, status] = /^HTTP\/1\.1 (\d+)/.exec(text) ?? [];
  const [, length] = /content-length: (\d+)/i.exec(text) ?? [];
  if (status !== '200' || length === undefined) throw new Error(`An answer to nothing: ${text}`);
  return head + 4 + Number(length);
}
