import { createReadStream, statSync } from 'node:fs';
import { join } from 'node:path';
import { FileStore } from '@tus/file-store';
import { Server } from '@tus/server';
import Fastify from 'fastify';

// The same HTTP stack with nothing of ours: no encryption, no hash, no sync, no log, nobody asked.
const [folder = '', answerBytes = '0'] = process.argv.slice(2);
const tus = new Server({ path: '/files', datastore: new FileStore({ directory: folder }) });
const fastify = Fastify();
const answer = { items: 'x'.repeat(Math.max(0, Number(answerBytes) - 12)) };

fastify.removeAllContentTypeParsers();
fastify.addContentTypeParser('*', (_request, _payload, done) => done(null));
fastify.get('/answer', () => answer);
fastify.get<{ Params: { id: string } }>('/content/:id', (request, reply) => {
  const path = join(folder, request.params.id);
  const [, start, end] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
  if (start === undefined || end === undefined)
    return reply.header('content-length', statSync(path).size).send(createReadStream(path));
  const range = { start: Number(start), end: Number(end) };
  return reply.code(206).send(createReadStream(path, range));
});
fastify.all('/files', (request, reply) => handle(request.raw, reply));
fastify.all('/files/*', (request, reply) => handle(request.raw, reply));

async function handle(
  raw: Parameters<typeof tus.handle>[0],
  reply: { hijack(): unknown; raw: Parameters<typeof tus.handle>[1] },
) {
  reply.hijack();
  await tus.handle(raw, reply.raw);
}

process.stdout.write(`ready ${await fastify.listen({ host: '127.0.0.1', port: 0 })}\n`);
process.on('disconnect', () => process.exit());
