import { createHash, type Hash } from 'node:crypto';
import { parentPort } from 'node:worker_threads';
import type { HashAnswer, HashCall } from './hash-thread.ts';

const hashes = new Map<number, Hash>();
const answer = (message: HashAnswer) => parentPort?.postMessage(message);

parentPort?.on('message', ({ hash: id, call, verb, bytes }: HashCall) => {
  const hash = hashes.get(id) ?? createHash('sha256');
  switch (verb) {
    case 'update':
      hashes.set(id, hash.update(bytes));
      return answer({ call, digest: null });
    case 'digest':
      return answer({ call, digest: hash.copy().update(bytes).digest('hex') });
    case 'drop':
      hashes.delete(id);
  }
});
