import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { ResolverFactory } from 'oxc-resolver';
import type { House, Import, Module, Room, Target, Workspace } from './house.ts';
import { parse } from './parse.ts';

const shelves = { packages: 'package', domains: 'domain', apps: 'app' } as const;
const rootFolders = ['tools', 'e2e', 'bench'];
const skipped = new Set(['node_modules', 'dist', 'coverage', 'results']);
const fixture = 'tools/architecture/fixture';
const rooms: readonly Room[] = ['contract', 'server', 'ui', 'cli', 'test', 'src'];
const isSource = (path: string) => /\.[cm]?[jt]sx?$/.test(path) && !path.endsWith('.d.ts');
const resolver = new ResolverFactory({ extensions: ['.ts', '.tsx', '.js', '.json'] });

/** Reads a house: its workspaces, its modules and where each of their imports leads. */
export function readHouse(root: string): House {
  const workspaces = new Map(
    Object.entries(shelves).flatMap(([shelf, kind]) =>
      foldersIn(join(root, shelf)).flatMap((name) => readWorkspace(root, `${shelf}/${name}`, kind)),
    ),
  );
  const manifest = readJson(join(root, 'package.json'));
  const files = [...Object.keys(shelves), ...rootFolders].flatMap((folder) =>
    filesIn(root, folder),
  );
  const modules = files
    .concat(readdirSync(root).filter((name) => name.endsWith('.ts')))
    .filter(isSource)
    .map((path) => readModule(root, path, workspaces));
  return {
    root,
    workspaces,
    modules: new Map(modules.map((module) => [module.path, module])),
    thirdParty: new Set(namesAsked(manifest).keys()),
    files: new Set(files),
  };
}

function readWorkspace(
  root: string,
  folder: string,
  kind: Workspace['kind'],
): readonly (readonly [string, Workspace])[] {
  const path = join(root, folder, 'package.json');
  if (!existsSync(path)) return [];
  const manifest = readJson(path);
  const exported = (manifest.exports ?? {}) as Record<string, string>;
  const name = String(manifest.name).replace('@insites/', '');
  const doors = new Map(
    Object.entries(exported).map(([door, file]) => [door, posix(join(folder, file))]),
  );
  return [[name, { name, folder, kind, doors, dependencies: namesAsked(manifest) }]];
}

function readModule(
  root: string,
  path: string,
  workspaces: ReadonlyMap<string, Workspace>,
): Module {
  const home = [...workspaces.values()].find((workspace) =>
    path.startsWith(`${workspace.folder}/`),
  );
  const { imports, ...rest } = parse(path, readFileSync(join(root, path), 'utf8'));
  const room = rooms.find((name) => home && path.startsWith(`${home.folder}/${name}/`)) ?? 'other';
  return {
    path,
    workspace: home?.name ?? null,
    room,
    test: room === 'test' || /\.test\.tsx?$/.test(path) || /^(e2e|bench)\//.test(path),
    imports: imports.map(
      ({ text, line, typeOnly }): Import => ({
        specifier: text,
        line,
        typeOnly,
        target: resolve(root, path, text.replace(/\?.*$/, ''), workspaces),
      }),
    ),
    ...rest,
  };
}

function resolve(
  root: string,
  from: string,
  specifier: string,
  workspaces: ReadonlyMap<string, Workspace>,
): Target {
  if (specifier.startsWith('.')) {
    const found = resolver.sync(join(root, dirname(from)), specifier);
    if (!found.path) return { kind: 'missing', reason: found.error ?? 'not found' };
    const path = posix(relative(root, found.path));
    return { kind: isSource(path) ? 'module' : 'asset', path };
  }
  if (isBuiltin(specifier)) return { kind: 'builtin', name: specifier };
  const [first = '', second = '', ...rest] = specifier.split('/');
  if (first !== '@insites')
    return { kind: 'package', name: first.startsWith('@') ? `${first}/${second}` : first };
  const door = ['.', ...rest].join('/');
  const path = workspaces.get(second)?.doors.get(door) ?? null;
  return { kind: 'door', workspace: second, door, path };
}

function filesIn(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith('.') || skipped.has(entry.name)) return [];
    const path = `${folder}/${entry.name}`;
    if (path === fixture) return [];
    return entry.isDirectory() ? filesIn(root, path) : [path];
  });
}

function foldersIn(path: string): string[] {
  if (!existsSync(path)) return [];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
}

function readJson(path: string): Record<string, unknown> {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
}

function namesAsked(manifest: Record<string, unknown>): Map<string, string> {
  const sections = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];
  return new Map(sections.flatMap((section) => Object.entries(manifest[section] ?? {})));
}

const posix = (path: string) => path.replaceAll('\\', '/');
