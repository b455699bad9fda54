import { createReadStream, statSync } from 'node:fs';
import { Upload } from 'tus-js-client';

// The client of tus 1.0 that people use, in a process of its own. Goes on when the server comes back.
const [endpoint = '', path = '', authorization = ''] = process.argv.slice(2);
const began = performance.now();
let retries = 0;
await new Promise<void>((resolve, reject) => {
  const content = createReadStream(path, { highWaterMark: 1 << 20 });
  const upload = new Upload(content as unknown as Buffer, {
    endpoint,
    headers: authorization === '' ? {} : { authorization },
    metadata: { filename: `big-${process.pid}.bin` },
    uploadSize: statSync(path).size,
    chunkSize: Number.POSITIVE_INFINITY,
    retryDelays: Array.from({ length: 100 }, () => 250),
    onShouldRetry: () => {
      retries += 1;
      return true;
    },
    onError: reject,
    onSuccess: ({ lastResponse }) => {
      const answer = {
        milliseconds: performance.now() - began,
        retries,
        file: lastResponse.getHeader('Insites-File') ?? upload.url?.split('/').pop(),
      };
      process.stdout.write(JSON.stringify(answer));
      resolve();
    },
  });
  upload.start();
});
