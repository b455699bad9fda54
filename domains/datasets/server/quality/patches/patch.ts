import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { errors } from '@insites/kernel';
import type { StoredObject } from '@insites/platform';
import type { DriftPatch, Recipe } from '../../../contract/index.ts';
import type { Deps } from '../../deps.ts';
import { number } from '../sentences.ts';
import { lostByPatch, type PatchedColumn, patchToParquet, typesOf } from './queries.ts';

/** A column of a version as it stands, in its place. */
interface Standing {
  readonly name: string;
  readonly source: string;
  readonly type: string;
  readonly why: string;
}

export interface Patched {
  readonly path: string;
  readonly columns: Recipe['columns'];
  /** What was done, for the recipe's notes. */
  readonly notes: readonly string[];
}

/** Whether a patch changes rows, or expectations only. */
export function changesRows({ rename, types, scale }: DriftPatch): boolean {
  return [rename, types, scale].some((steps) => Object.keys(steps).length > 0);
}

/** What becomes of each column. @throws datasets.patchInvalid when a name is of no column, or of two. */
export function plannedColumns(
  columns: readonly { readonly name: string }[],
  { rename, types, scale }: DriftPatch,
): readonly PatchedColumn[] {
  const names = new Set(columns.map(({ name }) => name));
  const planned = columns.map(({ name }) => {
    const to = rename[name] ?? name;
    return { from: name, to, type: types[to] ?? null, scale: scale[to] ?? null };
  });
  const results = planned.map(({ to }) => to);
  const strange = Object.keys(rename).find((name) => !names.has(name));
  if (strange !== undefined) throw invalid(`There is no column “${strange}”.`);
  const missing = [...Object.keys(types), ...Object.keys(scale)].find(
    (name) => !results.includes(name),
  );
  if (missing !== undefined) throw invalid(`There would be no column “${missing}”.`);
  const lower = results.map((name) => name.toLowerCase());
  const twice = results.find((_, at) => lower.indexOf(lower[at] ?? '') !== at);
  if (twice !== undefined) throw invalid(`Two columns would be called “${twice}”.`);
  return planned;
}

/** Writes a version as a patch wants it, beside the one that stands. */
export async function patched(
  parquet: string,
  standing: readonly Standing[],
  patch: DriftPatch,
  work: { readonly folder: string; readonly signal: AbortSignal },
  deps: Deps,
): Promise<Patched> {
  const planned = plannedColumns(standing, patch);
  const path = join(work.folder, 'patched.parquet');
  const session = await deps.platform.engine.trusted({ signal: work.signal });
  try {
    const [lost = {}] = await session.run(lostByPatch(parquet, planned).text);
    await session.run(patchToParquet(parquet, planned, path).text);
    const types = new Map(
      (await session.run(typesOf(path).text)).map((row) => [
        String(row.column_name),
        String(row.column_type),
      ]),
    );
    const columns = planned.map(({ from, to }) => {
      const before = standing.find(({ name }) => name === from);
      const type = types.get(to) ?? 'VARCHAR';
      const why = type === before?.type ? before.why : `${read(type)}, as in the version before.`;
      return { name: to, source: before?.source ?? from, type, why };
    });
    return { path, columns, notes: notesOf(planned, lost) };
  } finally {
    await session.close();
  }
}

/** Seals it into the object store. */
export async function sealed(
  path: string,
  organisationId: string,
  signal: AbortSignal,
  deps: Deps,
): Promise<StoredObject> {
  return await deps.platform.objects.put(organisationId, createReadStream(path), { signal });
}

function notesOf(
  planned: readonly PatchedColumn[],
  lost: Readonly<Record<string, unknown>>,
): readonly string[] {
  return planned.flatMap(({ from, to, type, scale }) => [
    ...(from === to ? [] : [`The column ${from} was renamed ${to}, as in the version before.`]),
    ...(type === null
      ? []
      : [`${to}: ${read(type).toLowerCase()}, as in the version before.${missing(lost[to])}`]),
    ...(scale === null ? [] : [`${to} was multiplied by ${scale}.`]),
  ]);
}

const kinds: Readonly<Record<string, string>> = {
  BIGINT: 'whole numbers',
  DOUBLE: 'numbers',
  DATE: 'dates',
  TIMESTAMP: 'dates with a time',
  BOOLEAN: 'yes or no',
};

function read(type: string): string {
  return `Read as ${kinds[type] ?? 'text'}`;
}

function missing(lost: unknown): string {
  const values = Number(lost ?? 0);
  if (values === 0) return '';
  return ` ${number(values)} ${values === 1 ? 'value' : 'values'} could not be and ${values === 1 ? 'is' : 'are'} missing.`;
}

function invalid(message: string) {
  return errors.invalid('datasets.patchInvalid', message, {
    hint: 'Name columns as the version has them; types and factors by their new names.',
  });
}
