import { connect } from 'node:net';

// Asks over kept connections until its input ends, each as soon as its answer is there, and tells when
// each answer came and with which status. Bare sockets, so that the machine is left to the server.
const [url = '', authorization = '', connections = '50'] = process.argv.slice(2);
const { hostname, port, pathname, search } = new URL(url);
const request = Buffer.from(
  `GET ${pathname}${search} HTTP/1.1\r\nhost: ${hostname}:${port}\r\nauthorization: ${authorization}\r\n\r\n`,
);
const answers: { readonly at: number; readonly took: number; readonly status: number }[] = [];
let over = false;
process.stdin.on('end', () => {
  over = true;
});
process.stdin.resume();

await Promise.all(Array.from({ length: Number(connections) }, ask));
process.stdout.write(JSON.stringify({ answers }));

function ask(): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    let rest = Buffer.alloc(0);
    let sent = 0;
    const send = () => {
      sent = Date.now();
      socket.write(request);
    };
    socket.setNoDelay(true);
    socket.once('connect', send);
    socket.once('error', reject);
    socket.on('data', (chunk) => {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      const head = rest.indexOf('\r\n\r\n');
      if (head < 0) return;
      const text = rest.toString('latin1', 0, head);
      const [, length = '0'] = /content-length: (\d+)/i.exec(text) ?? [];
      const whole = head + 4 + Number(length);
      if (rest.length < whole) return;
      rest = rest.subarray(whole);
      const now = Date.now();
      answers.push({ at: now, took: now - sent, status: Number(text.slice(9, 12)) });
      if (!over) return send();
      socket.destroy();
      resolve();
    });
  });
}
