import { execFileSync } from 'node:child_process';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { backUpDatabases } from '../../src/databases/index.ts';
import { seed } from '../../src/fixtures/index.ts';
import { filesBelow, restoreInto, twoPlaces } from './places.ts';

const mayMount = process.platform === 'linux' && process.getuid?.() === 0;
const full = { code: 'platform.diskFull' };

/** Does something while a folder is a disk of 1 MiB, as little as the sample city does not fit on. */
async function onSmallDisk(folder: string, work: () => Promise<void>): Promise<void> {
  await mkdir(folder, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder]);
  try {
    await work();
  } finally {
    execFileSync('umount', ['-l', folder]);
  }
}

describe.skipIf(!mayMount)('on a full disk (needs root, to mount a small one)', () => {
  it('a backup and a restore say so and leave nothing', async () => {
    await using place = await twoPlaces();
    await using fresh = await twoPlaces();
    await seed({ env: {}, overrides: place.settings, fixture: 'sample-city' });
    const at = { env: {}, overrides: place.settings, withKey: false };
    const small = join(place.folder, 'small');
    await onSmallDisk(small, async () => {
      await expect(backUpDatabases({ ...at, folder: small })).rejects.toMatchObject(full);
      expect(await readdir(small)).toEqual([]);
    });
    const { path } = await backUpDatabases({ ...at, folder: join(place.folder, 'backups') });
    await onSmallDisk(fresh.home, async () => {
      await expect(restoreInto(fresh, path, place)).rejects.toMatchObject(full);
      expect(await filesBelow(fresh.home)).toEqual([]);
    });
    await restoreInto(fresh, path, place);
  }, 60_000);
});
