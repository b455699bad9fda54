import { Writable } from 'node:stream';
import { cliVerb } from '@insites/client';
import {
  anonymous,
  bytes,
  defineDomain,
  errors,
  events,
  json,
  nothing,
  route,
} from '@insites/kernel';
import { bind, createHttp, createLog, readConfig } from '@insites/platform';
import { z } from 'zod';
import { routeVerbs } from '../src/route-verb.ts';
import { run } from '../src/run.ts';
import { fromRoom, type Verb } from '../src/verb.ts';

const at = '/api/v1/things';
const permission = 'things:read';
const thing = z.object({
  id: z.string(),
  title: z.string(),
  size: z.number().nullable(),
  owner: z.object({ name: z.string() }),
  can: z.object({ update: z.boolean() }),
});

const list = route({
  name: 'things.list',
  method: 'GET',
  path: at,
  summary: 'Things you may see',
  permission,
  input: z.object({
    limit: z.int().min(1).max(50).default(10).describe('At most so many'),
    sortBy: z.enum(['title', 'size']).optional().describe('Order'),
    descending: z.boolean().default(true),
    tags: z.array(z.string()).optional(),
  }),
  output: json(z.object({ items: z.array(thing), total: z.int(), asked: z.unknown() })),
  errors: [],
});
const read = route({
  name: 'things.read',
  method: 'GET',
  path: `${at}/{id}`,
  summary: 'One thing',
  description: 'With everything about it.',
  permission,
  input: z.object({ id: z.string().describe('Id or name') }),
  output: json(
    thing.extend({ parts: z.array(z.object({ name: z.string(), weight: z.number() })) }),
  ),
  errors: ['things.unknown'],
});
const remove = route({
  name: 'things.removeAll',
  method: 'DELETE',
  path: at,
  summary: 'Remove all',
  permission,
  input: z.object({ parentId: z.string().nullable().optional() }),
  output: nothing(),
  errors: [],
});
const content = route({
  name: 'things.content',
  method: 'GET',
  path: `${at}/{id}/content`,
  summary: 'Its bytes',
  permission,
  input: z.object({ id: z.string() }),
  output: bytes('text/plain'),
  errors: [],
});
const watch = route({
  name: 'things.watch',
  method: 'GET',
  path: `${at}/{id}/events`,
  summary: 'Its progress',
  permission,
  input: z.object({ id: z.string() }),
  output: events(z.object({ state: z.string(), done: z.int(), total: z.int(), unit: z.string() })),
  errors: [],
});
const ask = route({
  name: 'things.ask',
  method: 'POST',
  path: `${at}/ask`,
  summary: 'Ask in SQL',
  permission,
  input: z.object({ sql: z.string(), options: z.record(z.string(), z.number()).optional() }),
  output: json(
    z.object({
      columns: z.array(z.object({ name: z.string() })),
      rows: z.array(z.array(z.union([z.string(), z.number(), z.null()]))),
    }),
  ),
  errors: [],
  cli: { words: ['sql'], positional: ['sql'] },
});

const things = defineDomain({
  name: 'things',
  summary: 'Things',
  permissions: { 'things:read': 'anyone' },
  routes: { list, read, removeAll: remove, content, watch, ask },
  errors: { 'things.unknown': 'There is no such thing.' },
});

const greet = cliVerb({
  words: ['things', 'greet'],
  summary: 'Say hello to files',
  options: z.object({ files: z.array(z.string()).min(1), loud: z.boolean().default(false) }),
  positional: ['files'],
  run: async ({ input, print }) => print.answer({ files: input.files.length, loud: input.loud }),
});

/** The verbs of the test's domain. */
export const verbs: readonly Verb[] = [fromRoom(greet), ...routeVerbs(things)];

const bridge = {
  id: 'b1',
  title: 'Brücke\u001b[31m 東京 of a very long name that does not fit',
  size: 1200,
  owner: { name: 'Ann' },
  can: { update: true },
};
const bench = { ...bridge, id: 'b2', title: 'Bench', size: null };

const bindings = [
  bind(list, async ({ input }) => ({ items: [bridge, bench], total: 7, asked: input })),
  bind(read, async ({ input }) => {
    if (input.id === 'none')
      throw errors.notFound('things.unknown', 'There is no thing “none”.', { hint: 'List them.' });
    return { ...bridge, parts: [{ name: 'rail', weight: 10 }] };
  }),
  bind(remove, async () => undefined),
  bind(content, async () => ({
    stream: (await import('node:stream')).Readable.from([Buffer.from('a,b\n1,2\n')]),
    mediaType: 'text/plain',
  })),
  bind(watch, async () =>
    (async function* () {
      yield { state: 'running', done: 1, total: 2, unit: 'rows' };
      yield { state: 'done', done: 2, total: 2, unit: 'rows' };
    })(),
  ),
  bind(ask, async ({ input }) => ({
    columns: [{ name: 'n' }, { name: 'n' }, { name: 'text' }],
    rows: [
      [1, 10, input.sql],
      [22, null, JSON.stringify(input.options ?? null)],
    ],
  })),
];

/** A real server with the routes above. */
export async function openThings(): Promise<{ url: string; close(): Promise<void> }> {
  const config = readConfig({ INSITES_PORT: '0', INSITES_LOG_LEVEL: 'silent' });
  const http = await createHttp({
    config,
    log: createLog(config),
    bindings,
    gatekeepers: {
      authenticate: async ({ address, requestId }) => anonymous(address, requestId),
      authorise: () => undefined,
      record: async () => undefined,
    },
    ready: async () => [],
  });
  const { url } = await http.listen();
  return { url, close: () => http.close(0) };
}

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line and gives what it printed; `columns` makes stdout and stderr a terminal so wide. */
export async function insites(
  argv: readonly string[],
  env: Readonly<Record<string, string>>,
  columns?: number,
): Promise<Ran> {
  const out = new Sink(columns);
  const err = new Sink(columns);
  const signal = new AbortController().signal;
  const code = await run(verbs, argv, { env, stdout: out, stderr: err, signal, version: '1.2.3' });
  return { code, out: out.text, err: err.text };
}

class Sink extends Writable {
  text = '';
  readonly isTTY: boolean;
  readonly columns: number;

  constructor(columns: number | undefined) {
    super();
    this.isTTY = columns !== undefined;
    this.columns = columns ?? 80;
  }

  override _write(chunk: Buffer, _: string, done: () => void): void {
    this.text += String(chunk);
    done();
  }
}
