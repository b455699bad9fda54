/**
 * Writes docs/guide/errors.md from the contracts.
 *
 *   node tools/generate/errors.ts [--check]
 *
 * `--check` writes nothing and exits 1 when the page is stale. A code that the sources raise and
 * nothing explains fails both ways.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type DomainDefinition, type ErrorKind, errorKinds } from '@insites/kernel';
import type { House } from '../architecture/house.ts';
import { positionOf } from '../architecture/order.ts';
import { readHouse } from '../architecture/read.ts';

const root = join(import.meta.dirname, '../..');
const page = join(root, 'docs/guide/errors.md');

/** `errors.invalid('files.nameTaken'`, `new InsitesError('invalid', 'files.nameTaken'`. */
const raising = /(?:\berrors\.|\bInsitesError\(\s*')(\w+)(?:\(|',)\s*'([a-z]+\.\w+)'/g;

/** Codes of packages that have no contract to explain them in. */
const ownCodes: Readonly<Record<string, string>> = {
  'kernel.unexpected': 'Something went wrong on our side; the log of the server says what.',
  'cli.verbUnknown': 'There is no such verb.',
  'cli.argumentsWrong': 'An argument is missing, too much or of the wrong shape.',
  'cli.loginRefused': 'Nobody let the command line in, or the code ended before.',
  'cli.fileNotWritten': 'The file to write to cannot be written.',
  'cli.downloadBroken': 'The download ended before it was complete.',
  'client.unreachable': 'The server cannot be reached.',
  'client.unexpectedAnswer': 'The server answered in a form that this version does not know.',
  'client.otherProtocol': 'This address speaks a protocol of its own, which needs its own program.',
  'client.cancelled': 'The request was stopped by the one who made it.',
};

const house = readHouse(root);
const kinds = kindsRaised(house);
const domains = await contracts(house);
const explained = Object.assign({}, ownCodes, ...domains.map(({ errors }) => errors));
const unexplained = [...kinds.keys()].filter((code) => !(code in explained));

for (const code of unexplained)
  console.error(
    `${code} is raised and explained nowhere. Add it to contract/errors.ts of its domain.`,
  );

const text = render();
if (process.argv.includes('--check')) {
  if (readOrNothing(page) !== text) {
    console.error('docs/guide/errors.md is stale. Run: node tools/generate/errors.ts');
    process.exitCode = 1;
  }
} else if (readOrNothing(page) !== text) {
  writeFileSync(page, text);
  console.log('docs/guide/errors.md');
}
if (unexplained.length > 0) process.exitCode = 1;

async function contracts({ workspaces }: House): Promise<readonly DomainDefinition[]> {
  const doors = [...workspaces.values()]
    .sort((a, b) => positionOf(a.name) - positionOf(b.name))
    .flatMap(({ doors }) => doors.get('./contract') ?? []);
  const loaded = await Promise.all(
    doors.map((door) => import(pathToFileURL(join(root, door)).href)),
  );
  return loaded.flatMap((exported) => (Object.values(exported) as unknown[]).filter(isDomain));
}

function isDomain(value: unknown): value is DomainDefinition {
  return typeof value === 'object' && value !== null && 'permissions' in value && 'errors' in value;
}

/** Each code that a source raises by name, with the kinds it is raised as. */
function kindsRaised({ modules }: House): Map<string, Set<ErrorKind>> {
  const raised = new Map<string, Set<ErrorKind>>();
  for (const { path, test } of modules.values()) {
    if (test || path.startsWith('tools/')) continue;
    const source = readFileSync(join(root, path), 'utf8');
    for (const [, kind, code] of source.matchAll(raising))
      if (kind && code && kind in errorKinds)
        raised.set(code, (raised.get(code) ?? new Set()).add(kind as ErrorKind));
  }
  return raised;
}

function render(): string {
  const sections = domains.map(({ name, summary, errors }) =>
    section(name, `${summary}.`, Object.entries(errors)),
  );
  return [
    '# Errors',
    'Every error has a code that never changes and a sentence that says what to do. The API answers with `application/problem+json`, the command line with a message and an exit code. This page is made from the contracts by `node tools/generate/errors.ts`; do not edit it.',
    '## Kinds',
    table(
      ['kind', 'HTTP', 'exit code', 'means'],
      Object.entries(errorKinds).map(([kind, { status, exit, title }]) => [
        `\`${kind}\``,
        String(status),
        String(exit),
        title,
      ]),
    ),
    ...sections,
    section(
      'elsewhere',
      'Codes of the packages that everything stands on.',
      Object.entries(ownCodes),
    ),
  ]
    .join('\n\n')
    .concat('\n');
}

function section(
  name: string,
  summary: string,
  codes: readonly (readonly [string, string])[],
): string {
  const rows = codes.map(([code, sentence]) => [`\`${code}\``, kindOf(code), sentence]);
  return `## ${name}\n\n${summary}\n\n${table(['code', 'kind', 'means'], rows)}`;
}

function kindOf(code: string): string {
  const known = [...(kinds.get(code) ?? [])].sort();
  return known.length > 0 ? known.map((kind) => `\`${kind}\``).join(', ') : '';
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function readOrNothing(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
