import { setFlagsFromString } from 'node:v8';

/** What `insites serve` and `insites start` were told. */
export interface ServeOptions {
  readonly port?: number | undefined;
  readonly home?: string | undefined;
  readonly host?: string | undefined;
  readonly roles?: readonly string[] | undefined;
  readonly sampleCity: boolean;
  readonly signInLink: boolean;
}

/** A second signal within this time is the same key press, handed on by a parent process. */
const echo = 500;

/** Runs the server until a signal ends it. `ready URL` goes to stdout; a second signal cuts. */
export async function serve(
  options: ServeOptions,
  audience: 'people' | 'scripts',
  signal: AbortSignal,
): Promise<void> {
  const startServer = await loadServer();
  const stream = audience === 'people' ? process.stdout : process.stderr;
  const print = (line: string) => void stream.write(`${line}\n`);
  const server = await startServer({
    env: process.env,
    overrides: overridesOf(options),
    sampleCity: options.sampleCity,
    print,
  });
  process.stdout.write(`ready ${server.url}\n`);
  if (options.signInLink && !signal.aborted) print(`Sign in once: ${await server.signInLink()}`);
  if (audience === 'people') print(`Insites answers at ${server.url}. Ctrl-C stops it.`);
  await signalled(signal);
  if (audience === 'people') print('Stopping; what runs may end.');
  await server.close();
}

function overridesOf({ port, home, host, roles }: ServeOptions): Record<string, string> {
  return {
    ...(port === undefined ? {} : { INSITES_PORT: String(port) }),
    ...(home === undefined ? {} : { INSITES_HOME: home }),
    ...(host === undefined ? {} : { INSITES_HOST: host }),
    ...(roles === undefined ? {} : { INSITES_ROLES: roles.join(',') }),
  };
}

async function signalled(signal: AbortSignal): Promise<void> {
  if (!signal.aborted)
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  const since = Date.now();
  const cut = () => {
    if (Date.now() - since > echo) process.exit(1);
  };
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, cut);
}

/**
 * Loading the program makes V8 grow its young generation to 32 MiB a space and keep it; what the
 * server does at rest needs none of that. Once loaded, it may grow when there is work.
 */
async function loadServer() {
  setFlagsFromString('--semi-space-growth-factor=1');
  const { startServer } = await import('@insites/server');
  setFlagsFromString('--semi-space-growth-factor=2');
  return startServer;
}
