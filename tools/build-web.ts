import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { glob, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const root = resolve(import.meta.dirname, '..');
const web = join(root, 'apps/web');
const dist = join(web, 'dist');
// Built beside and then put in place at once, so that a running server never sees half of it.
const fresh = join(root, 'node_modules/.cache/insites-web');
const stamp = join(dist, '.inputs');

const inputs = [
  'package-lock.json',
  'tools/build-web.ts',
  'apps/web/index.html',
  'apps/web/public/**/*',
  'apps/web/src/**/*',
  'packages/{kernel,client,ui}/src/**/*',
  'packages/platform/contract/**/*',
  'domains/*/{contract,ui}/**/*',
];

/** A hash of everything the web app is made from. */
async function hashOfInputs(): Promise<string> {
  const files: string[] = [];
  for await (const entry of glob(inputs, { cwd: root, withFileTypes: true }))
    if (entry.isFile()) files.push(join(entry.parentPath, entry.name));
  files.sort();
  const hash = createHash('sha256');
  for (const file of files) {
    hash.update(`${relative(root, file)}\0`);
    hash.update(await readFile(file));
  }
  return hash.digest('hex');
}

async function build(): Promise<void> {
  const [{ build: viteBuild }, { default: react }, { default: mantine }] = await Promise.all([
    import('vite'),
    import('@vitejs/plugin-react'),
    import('postcss-preset-mantine'),
  ]);
  await rm(fresh, { recursive: true, force: true });
  // Whoever builds, a test too, gets what is shipped: this variable decides which React is bundled.
  process.env.NODE_ENV = 'production';
  await viteBuild({
    configFile: false,
    root: web,
    logLevel: 'warn',
    plugins: [react()],
    css: { postcss: { plugins: [mantine()] } },
    build: {
      outDir: fresh,
      emptyOutDir: true,
      target: 'es2022',
      manifest: 'manifest.build.json',
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 2000,
      modulePreload: { polyfill: false },
    },
  });
}

/** Copies of the text files beside them, as small as they get, so that the server need not compress. */
async function compress(): Promise<void> {
  const files: string[] = [];
  for await (const name of glob('**/*.{js,css,html,svg,webmanifest,json}', { cwd: fresh }))
    files.push(name);
  await Promise.all(
    files.map(async (name) => {
      const file = join(fresh, name);
      const content = await readFile(file);
      if (content.length < 1024) return;
      const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
      await writeFile(`${file}.br`, await promisify(brotliCompress)(content, quality));
      await writeFile(`${file}.gz`, await promisify(gzip)(content, { level: 9 }));
    }),
  );
}

interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly dynamicImports?: readonly string[];
  readonly isEntry?: boolean;
}

/** Bytes of JavaScript, gzipped, that the first page needs: the entry, the home page, and all they import. */
export async function firstPageBytes(folder: string = dist): Promise<number> {
  const manifest = JSON.parse(
    await readFile(join(folder, 'manifest.build.json'), 'utf8'),
  ) as Record<string, Chunk>;
  const needed = new Set<string>();
  const need = (key: string) => {
    const chunk = manifest[key];
    if (!chunk || needed.has(chunk.file)) return;
    needed.add(chunk.file);
    for (const other of chunk.imports ?? []) need(other);
  };
  for (const [key, chunk] of Object.entries(manifest))
    if (chunk.isEntry || key.endsWith('src/home/home-page.tsx')) need(key);
  let bytes = 0;
  for (const file of ['start.js', ...needed]) {
    const content = await readFile(join(folder, file));
    bytes += (await promisify(gzip)(content, { level: 9 })).length;
  }
  return bytes;
}

/** Builds the web app into apps/web/dist unless it stands there already, made from the same inputs. */
export async function buildWeb(print: (line: string) => void = console.log): Promise<void> {
  const hash = await hashOfInputs();
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === hash) {
    print('web: as it was');
    return;
  }
  if (!existsSync(join(root, 'node_modules/vite'))) {
    print('web: not built, because the development packages are not installed');
    return;
  }
  const begun = performance.now();
  await build();
  await compress();
  await writeFile(join(fresh, basename(stamp)), hash);
  await rm(dist, { recursive: true, force: true });
  await rename(fresh, dist);
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  const kilobytes = ((await firstPageBytes()) / 1000).toFixed(0);
  print(`web: built in ${seconds} s; JavaScript of the first page: ${kilobytes} kB gzip`);
}

if (process.argv[1] && basename(process.argv[1]) === basename(import.meta.filename))
  await buildWeb();
