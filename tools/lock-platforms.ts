export interface LockEntry {
  readonly version?: string;
  readonly dev?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
}

/** Entries by the place of their package: `node_modules/a/node_modules/b`. */
export type LockPackages = Readonly<Record<string, LockEntry>>;

export interface Lock {
  readonly packages: LockPackages;
  readonly [field: string]: unknown;
}

const systems = [
  ...['android', 'darwin', 'freebsd', 'linux', 'win32'],
  ...['aix', 'netbsd', 'openbsd', 'openharmony', 'sunos'],
];
const processors = ['arm64', 'x64', 'ia32', 'ppc64', 'riscv64', 's390x', 'loong64', 'mips64el'];

/** The entries with those that are missing for packages of other platforms, and their places. */
export function complete(packages: LockPackages): {
  readonly packages: LockPackages;
  readonly added: readonly string[];
} {
  const whole: Record<string, LockEntry> = { ...packages };
  const added: string[] = [];
  for (const [place, entry] of Object.entries(packages))
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const platform = platformOf(name);
      if (!platform || !/^\d/.test(version) || isThere(whole, place, name, version)) continue;
      const sibling = `${place.replace(/(^|\/)node_modules\/(?!.*node_modules\/).*$/, '$1')}node_modules/${name}`;
      const spot = sibling in whole ? `${place}/node_modules/${name}` : sibling;
      whole[spot] = entryFor(version, entry.dev === true, platform);
      added.push(spot);
    }
  const sorted = Object.entries(whole).sort(([a], [b]) => a.localeCompare(b, 'en'));
  return { packages: Object.fromEntries(sorted), added };
}

interface Platform {
  readonly os: string;
  readonly cpu: string | null;
  readonly musl: boolean;
}

/** `@biomejs/cli-linux-arm64-musl` names its platform; a package that does not is not one of these. */
function platformOf(name: string): Platform | null {
  const words = name.slice(name.lastIndexOf('/') + 1);
  const os = systems.find((system) => words.includes(system));
  if (!os) return null;
  const cpu = processors.find((processor) => words.includes(processor));
  return { os, cpu: cpu ?? (words.includes('arm') ? 'arm' : null), musl: /musl/.test(words) };
}

/** As Node looks: in the package's own node_modules, then in those above it. */
function isThere(packages: LockPackages, from: string, name: string, version: string): boolean {
  for (let place: string | null = from; place !== null; place = above(place)) {
    const found = packages[`${place === '' ? '' : `${place}/`}node_modules/${name}`];
    if (found) return found.version === version;
  }
  return false;
}

function above(place: string): string | null {
  if (place === '') return null;
  const at = place.lastIndexOf('/node_modules/');
  return at < 0 ? '' : place.slice(0, at);
}

/** In the order that npm writes fields in. */
function entryFor(version: string, dev: boolean, { os, cpu, musl }: Platform): LockEntry {
  return {
    version,
    ...(cpu ? { cpu: [cpu] } : {}),
    ...(dev ? { dev: true } : {}),
    ...(musl ? { libc: ['musl'] } : {}),
    optional: true,
    os: [os],
  };
}
