import { Agent, get } from 'node:http';

// Asks over kept connections, each again after a fixed time, whether the machine is quick or slow: what
// people feel, where a load without pauses measures how long the queue is.
const [url = '', connections = '50', every = '50', seconds = '4'] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true, maxSockets: Number(connections) });
const warm = 500;
const began = performance.now();
const until = began + warm + Number(seconds) * 1000;
const milliseconds: number[] = [];

await Promise.all(Array.from({ length: Number(connections) }, (_, at) => ask(at)));
agent.destroy();
process.stdout.write(JSON.stringify({ milliseconds }));

async function ask(at: number): Promise<void> {
  const step = Number(every);
  for (let due = began + (at * step) / Number(connections); due < until; due += step) {
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
    const sent = performance.now();
    await answered();
    if (sent > began + warm) milliseconds.push(performance.now() - sent);
  }
}

function answered(): Promise<void> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`answered ${response.statusCode}`));
      response.resume().once('end', resolve);
    }).once('error', reject);
  });
}
