import { keepCode } from './code-cache.ts';
import { type Failure, moduleVariable, type Reply, type Request, worksVerb } from './messages.ts';

/** What a child process can do: verb → work. `tell` sends news before the answer. */
export type Verbs = Readonly<
  Record<string, (input: never, tell: (news: unknown) => void) => Promise<unknown> | unknown>
>;

/** Answers the parent's requests, and ends at once when the parent is gone. Runs in the child. */
export function serve(verbs: Verbs): void {
  keepCode();
  const works = () => {
    const module = process.env[moduleVariable];
    if (module) process.title = `${process.execPath} ${module}`;
  };
  const all = { ...verbs, [worksVerb]: works };
  process.on('message', (request: Request) => void answer(all, request));
  // exit() would wait for native threads that are still computing.
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
}

async function answer(verbs: Verbs, { id, verb, input }: Request): Promise<void> {
  try {
    const run = verbs[verb];
    if (!run) throw new Error(`No such verb: ${verb}`);
    reply({ id, value: await run(input as never, (news) => reply({ id, news })) });
  } catch (thrown) {
    reply({ id, failure: failureOf(thrown) });
  }
}

function reply(message: Reply): void {
  if (process.connected) process.send?.(message);
}

function failureOf(thrown: unknown): Failure {
  if (!(thrown instanceof Error)) return { name: 'Error', message: String(thrown) };
  const { name, message } = thrown;
  const extra = thrown as Error & Partial<Failure> & { details?: Partial<Failure> };
  const hint = extra.hint ?? extra.details?.hint;
  const fields = extra.fields ?? extra.details?.fields;
  return {
    name,
    message,
    ...(extra.kind === undefined ? {} : { kind: extra.kind }),
    ...(typeof extra.code === 'string' ? { code: extra.code } : {}),
    ...(hint === undefined ? {} : { hint }),
    ...(fields === undefined ? {} : { fields }),
  };
}
