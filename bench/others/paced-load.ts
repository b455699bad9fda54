import { connect, type Socket } from 'node:net';

// Asks over kept connections, each again after a fixed time, whether the machine is quick or slow: what
// people feel, where a load without pauses measures how long the queue is. Bare sockets, so that the
// machine is left to the server.
const [url = '', connections = '50', every = '50', seconds = '4'] = process.argv.slice(2);
const { host, hostname, port, pathname, search } = new URL(url);
const request = Buffer.from(`GET ${pathname}${search} HTTP/1.1\r\nhost: ${host}\r\n\r\n`);
const warm = 500;
const began = performance.now();
const until = began + warm + Number(seconds) * 1000;
const milliseconds: number[] = [];

await Promise.all(Array.from({ length: Number(connections) }, (_, at) => ask(at)));
process.stdout.write(JSON.stringify({ milliseconds }));

async function ask(at: number): Promise<void> {
  const step = Number(every);
  const socket = connect(Number(port), hostname);
  socket.setNoDelay(true);
  for (let due = began + (at * step) / Number(connections); due < until; due += step) {
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
    const sent = performance.now();
    await answered(socket);
    if (sent > began + warm) milliseconds.push(performance.now() - sent);
  }
  socket.destroy();
}

function answered(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = '';
    const take = (chunk: Buffer) => {
      text += chunk.toString('latin1');
      const end = text.indexOf('\r\n\r\n');
      if (end < 0) return;
      const [, length = 'none'] = /\r\ncontent-length: (\d+)/i.exec(text) ?? [];
      if (text.length < end + 4 + Number(length)) return;
      socket.off('data', take).off('error', reject);
      const [status] = text.split('\r\n', 1);
      if (status === 'HTTP/1.1 200 OK' && length !== 'none') resolve();
      else reject(new Error(`answered ${status} with ${length} bytes`));
    };
    socket.on('data', take).once('error', reject);
    socket.write(request);
  });
}
