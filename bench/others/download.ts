import { drain } from '../support/drain.ts';

// A client that reads to nowhere, in a process of its own.
const [url = '', authorization = '', hashed = ''] = process.argv.slice(2);
const headers = authorization === '' ? {} : { authorization };
process.stdout.write(JSON.stringify(await drain(url, headers, { hashed: hashed === 'hashed' })));
