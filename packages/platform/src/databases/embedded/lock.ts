import { rename, rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { dirname } from 'node:path';
import { errors } from '@insites/kernel';

/**
 * Holds a home for this process by listening on a socket in it. The kernel frees it whatever way
 * the process ends, and unlike a file with a process id it cannot be mistaken for another's.
 */
export async function lockHome(socket: string): Promise<{ release(): Promise<void> }> {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const server = await listen(socket);
    if (server) return { release: () => close(server) };
    if (await answers(socket)) throw inUse(socket);
    await removeStale(socket);
  }
  throw inUse(socket);
}

function listen(socket: string): Promise<Server | null> {
  const server = createServer((connection) => connection.destroy());
  server.unref();
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(null) : reject(error),
    );
    server.listen(socket, () => resolve(server));
  });
}

function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = connect(socket);
    connection.once('connect', () => {
      connection.destroy();
      resolve(true);
    });
    connection.once('error', () => resolve(false));
  });
}

/** Moved aside first and asked again, so that a lock taken by somebody faster is put back. */
async function removeStale(socket: string): Promise<void> {
  const aside = `${socket}.${process.pid}`;
  const moved = await rename(socket, aside).then(
    () => true,
    () => false,
  );
  if (!moved) return;
  if (await answers(aside)) {
    await rename(aside, socket);
    throw inUse(socket);
  }
  await rm(aside, { force: true });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}

function inUse(socket: string) {
  return errors.conflict(
    'platform.homeInUse',
    `Another Insites server already uses this home (it holds ${dirname(socket)}).`,
    {
      hint: 'Stop it first, give this one another INSITES_HOME, or share one PostgreSQL by INSITES_DATABASE_URL.',
    },
  );
}
