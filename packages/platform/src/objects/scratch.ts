import { rmSync } from 'node:fs';
import { chown, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { withDiskFull } from './failures.ts';
import type { Lease } from './object-store.ts';
import { privateFolder, removePrivateFolder, unguessable, workerUser } from './private-folder.ts';

/** Folders for one piece of work each: 0700, and the engine workers' own when they run as another user. */
export class ScratchFolders {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async open(parent: string): Promise<ScratchFolders> {
    return new ScratchFolders(await privateFolder(parent));
  }

  async lease(): Promise<Lease> {
    const path = join(this.#folder, unguessable());
    try {
      await mkdir(path, { mode: 0o700 });
      if (workerUser !== null) await chown(path, workerUser, workerUser);
    } catch (error) {
      throw withDiskFull(error);
    }
    return { path, release: () => rmSync(path, { recursive: true, force: true }) };
  }

  close(): Promise<void> {
    return removePrivateFolder(this.#folder);
  }
}
