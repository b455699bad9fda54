import type { FastifyInstance } from 'fastify';

/** JSON documents, under this type and `more`, nothing else; no body is an empty one. */
export function acceptJson(scope: FastifyInstance, more: readonly string[] = []): void {
  const parse = scope.getDefaultJsonParser('error', 'error');
  scope.removeAllContentTypeParsers();
  const types = ['application/json', ...more];
  scope.addContentTypeParser(types, { parseAs: 'string' }, (request, body, done) => {
    if (body.length === 0) done(null, undefined);
    else parse(request, body as string, done);
  });
}

/** Any type of body, untouched and of any length: the handler reads the stream. */
export function acceptBytes(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', (_, stream, done) => done(null, stream));
}
