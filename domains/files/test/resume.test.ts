import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createDatabase, runScript, temporaryHome } from '@insites/testing';
import { expect, it } from 'vitest';
import { uploadFile } from '../cli/index.ts';
import { download } from '../contract/index.ts';
import { adminToken, clientOf } from './house.ts';
import { random } from './tus.ts';

const source = `
  import { openHouse } from ${JSON.stringify(new URL('./house.ts', import.meta.url).href)};
  const { url } = await openHouse(JSON.parse(process.env.SETTINGS));
  console.log(url);
`;

it('an upload goes on by itself when the server is killed and comes back', async () => {
  await using home = await temporaryHome();
  await using test = await createDatabase();
  const settings = { INSITES_HOME: home.path, INSITES_DATABASE_URL: test.url };
  const start = (port: string) =>
    runScript(source, { SETTINGS: JSON.stringify({ ...settings, INSITES_PORT: port }) });
  process.env.XDG_STATE_HOME = join(home.path, 'state');
  const bytes = random(48 * 1024 * 1024);
  const path = join(home.path, 'large.bin');
  await writeFile(path, bytes);

  await using first = start('0');
  const url = await first.line();
  const client = clientOf(url, adminToken);
  const told: number[] = [];
  let killed: Promise<void> | null = null;
  const uploading = uploadFile({
    client,
    path,
    onProgress: (done) => {
      told.push(done);
      if (done > bytes.length / 3) killed ??= first.kill();
    },
  });
  uploading.catch(() => undefined);
  await expect.poll(() => killed, { timeout: 10_000 }).not.toBeNull();
  await killed;
  await using second = start(new URL(url).port);
  await second.line();
  const { fileId } = await uploading;

  // Progress after the restart begins where the server stood, not at nothing.
  const fallen = told.find((done, index) => done < (told[index - 1] ?? 0)) ?? 1;
  expect(fallen).toBeGreaterThan(0);
  const back = await client.call(download, { id: fileId });
  expect(Buffer.from(await back.arrayBuffer()).equals(bytes)).toBe(true);
  expect(await readdir(join(home.path, 'objects', 'uploads'))).toEqual([]);
  expect(await readdir(join(home.path, 'state', 'insites', 'uploads'))).toEqual([]);
}, 60_000);
