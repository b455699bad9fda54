import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errors, type InsitesError } from '@insites/kernel';
import { breakpoint } from '../migrations.ts';
import type { Ask } from './ask.ts';
import { findRooms, readDeclared } from './declared.ts';
import { findLosses, type Loss } from './losses.ts';
import { applyRenames, parseRename, type Rename } from './renames.ts';
import { type Room, readSnapshot, type Snapshot, writeSnapshot } from './snapshot.ts';
import { statementsBetween } from './statements.ts';
import { findWarnings } from './warnings.ts';

/** What to generate, and what of it is meant. */
export interface GenerateOptions {
  /** Folder with `domains/` and `packages/`. */
  readonly root: string;
  /** Writes nothing, asks nothing and stops for nothing: only tells what is not in a migration yet. */
  readonly check?: boolean;
  /** Words for the name of the file; `start` and then `change` when left out. */
  readonly title?: string | undefined;
  /** What may be lost: `schema.table`, `schema.table.column` or `schema.enum.value`. */
  readonly allowLoss?: readonly string[];
  /** `schema.table=name` or `schema.table.column=name`. */
  readonly renames?: readonly string[];
  /** Names of schemas; all when empty. */
  readonly only?: readonly string[];
  /** Who is asked whether something was renamed; null = nobody, then it counts as gone. */
  readonly ask?: Ask | null;
}

/** A schema whose tables.ts says more than its migrations. */
export interface GeneratedChange {
  readonly schema: string;
  /** Path of its tables.ts. */
  readonly tables: string;
  readonly statements: readonly string[];
  /** What may refuse to be applied, or protects less than before. */
  readonly warnings: readonly string[];
  /** Path of the migration that was written; null with `check`. */
  readonly path: string | null;
}

/** Empty when every tables.ts is what its migrations make. */
export interface GenerateResult {
  readonly changes: readonly GeneratedChange[];
}

interface Plan {
  readonly room: Room;
  readonly after: Snapshot;
  readonly losses: readonly Loss[];
  readonly statements: readonly string[];
  readonly warnings: readonly string[];
}

/**
 * Compares every tables.ts with the state of its last migration and writes the next one. Throws
 * platform.changeLosesData, before anything is written, when data would be lost that `allowLoss`
 * does not name.
 */
export async function generate(options: GenerateOptions): Promise<GenerateResult> {
  const { check = false, allowLoss = [], only = [] } = options;
  const rooms = (await findRooms(options.root)).filter(
    ({ name }) => only.length === 0 || only.includes(name),
  );
  const renames = (options.renames ?? []).map(parseRename);
  refuseUnknown(rooms, [...only, ...renames.map(({ from }) => from), ...allowLoss]);
  const plans: Plan[] = [];
  for (const room of rooms)
    plans.push(await plan(room, renames, check ? null : (options.ask ?? null)));
  const changed = plans.filter(({ statements }) => statements.length > 0);
  if (!check)
    refuseLosses(
      changed.flatMap(({ losses }) => losses),
      allowLoss,
    );
  const changes: GeneratedChange[] = [];
  for (const { room, after, statements, warnings } of changed)
    changes.push({
      schema: room.name,
      tables: room.tables,
      statements,
      warnings,
      path: check ? null : await write(room, after, statements, options.title),
    });
  return { changes };
}

async function plan(room: Room, renames: readonly Rename[], ask: Ask | null): Promise<Plan> {
  const start = await readSnapshot(room);
  const after = await readDeclared(room, start.tables.id);
  const told = renames.filter(({ from }) => from.startsWith(`${room.name}.`));
  const { before, statements } = await settleRenames(start, after, told, ask);
  return {
    room,
    after,
    losses: findLosses(before, after),
    statements: [...statements, ...(await statementsBetween(before, after))],
    warnings: findWarnings(before, after),
  };
}

/** The renames that were given, and one question after the other about what is gone. */
async function settleRenames(
  start: Snapshot,
  after: Snapshot,
  given: readonly Rename[],
  ask: Ask | null,
) {
  const renames = [...given];
  const dropped = new Set<string>();
  for (;;) {
    const renamed = applyRenames(start, after, renames);
    const open = findLosses(renamed.before, after).find(
      ({ target, candidates }) => candidates.length > 0 && !dropped.has(target),
    );
    if (!ask || !open) return renamed;
    const to = await ask({ from: open.target, candidates: open.candidates });
    if (to) renames.push({ from: open.target, to });
    else dropped.add(open.target);
  }
}

function refuseUnknown(rooms: readonly Room[], names: readonly string[]): void {
  const known = new Set(rooms.map(({ name }) => name));
  const unknown = names.find((name) => !known.has(name.split('.')[0] ?? ''));
  if (unknown === undefined) return;
  throw errors.invalid('platform.declarationInvalid', `${unknown} is in no schema here.`, {
    hint: `The schemas are ${[...known].join(', ')}.`,
  });
}

function refuseLosses(losses: readonly Loss[], allowed: readonly string[]): void {
  const targets = new Set(losses.map(({ target }) => target));
  const idle = allowed.find((name) => !targets.has(name));
  if (idle !== undefined)
    throw errors.invalid('platform.declarationInvalid', `Nothing of ${idle} would be lost.`, {
      hint: 'Leave it out, or correct the name.',
    });
  const refused = losses.filter(({ target }) => !allowed.includes(target));
  if (refused.length > 0) throw losing(refused);
}

function losing(losses: readonly Loss[]): InsitesError {
  const renamed = losses.find(({ candidates }) => candidates.length > 0);
  const flags = [...new Set(losses.map(({ target }) => `--allow-loss ${target}`))].join(' ');
  return errors.conflict(
    'platform.changeLosesData',
    `Data could be lost, so nothing was written: ${losses.map(({ sentence }) => sentence).join('; ')}.`,
    {
      hint: [
        ...(renamed
          ? [`If it was renamed: --rename ${renamed.target}=${renamed.candidates[0]}.`]
          : []),
        `If it is meant: ${flags}.`,
        'To keep what is there, expand first: declare the new column without NOT NULL beside the old one and let the program fill it; contract in a later release.',
      ].join(' '),
      fields: losses.map(({ target, sentence }) => ({ path: target, message: sentence })),
    },
  );
}

async function write(
  room: Room,
  after: Snapshot,
  statements: readonly string[],
  words: string | undefined,
): Promise<string> {
  await mkdir(room.migrations, { recursive: true });
  const written = (await readdir(room.migrations)).filter((name) => name.endsWith('.sql'));
  const number = String(written.length + 1).padStart(4, '0');
  const title = words ?? (written.length === 0 ? 'start' : 'change');
  const path = join(room.migrations, `${number}_${title.trim().replace(/\W+/g, '_')}.sql`);
  await writeFile(path, `${statements.map((one) => one.trim()).join(`\n${breakpoint}\n`)}\n`);
  await writeSnapshot(room, after);
  return path;
}
