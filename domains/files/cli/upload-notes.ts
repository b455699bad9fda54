import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { PreviousUpload, UrlStorage } from 'tus-js-client';

/**
 * Notes of uploads under way, so that the next call goes on with them: one small file each in the
 * user's state folder (XDG_STATE_HOME, default ~/.local/state). Without a folder to write to,
 * uploads work and cannot be gone on with.
 */
export function uploadNotes(): UrlStorage {
  const folder = join(
    process.env.XDG_STATE_HOME || join(homedir(), '.local', 'state'),
    'insites',
    'uploads',
  );
  const fileOf = (fingerprint: string) =>
    join(folder, `${createHash('sha256').update(fingerprint).digest('hex')}.json`);
  return {
    findAllUploads: async () => [],
    async findUploadsByFingerprint(fingerprint) {
      const path = fileOf(fingerprint);
      try {
        const note = JSON.parse(await readFile(path, 'utf8')) as PreviousUpload;
        return [{ ...note, urlStorageKey: path }];
      } catch {
        return [];
      }
    },
    async addUpload(fingerprint, upload) {
      const path = fileOf(fingerprint);
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        const draft = `${path}.${process.pid}`;
        await writeFile(draft, JSON.stringify(upload), { mode: 0o600 });
        await rename(draft, path);
      } catch {
        // Worse than nothing would be an upload that fails because of its note.
      }
      return path;
    },
    async removeUpload(path) {
      await rm(path, { force: true });
    },
  };
}
