import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  changes,
  listVersions,
  profile,
  proposals,
  read,
  readDrift,
  readRecipe,
  recipeDocument,
  recipeForm,
  release,
  setMeaning,
  standardise,
} from '@insites/datasets/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tokenize } from '../server/parsing/tokenize.ts';
import { type House, startHouse } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house?.stop());

type Table = readonly (readonly string[])[];

const towns = [
  ['Bend', 'OR'],
  ['Gary', 'IN'],
  ['Reno', 'NV'],
  ['Boise', 'ID'],
  ['Salem', 'OR'],
] as const;
const header = ['permit_no', 'issued', 'phone', 'ounces', 'servings', 'city', 'state', 'note'];

/** A table with the slips of real files, and the same without them. */
function dirtyAndClean(rows: number): { readonly dirty: Table; readonly clean: Table } {
  const clean = Array.from({ length: rows }, (_, row) => {
    const [city, state] = towns[row % 5] ?? towns[0];
    const two = (number: number) => String(number).padStart(2, '0');
    return [
      `0${100 + row}`,
      `2024-${two((row % 12) + 1)}-${two((row % 27) + 1)}`,
      `+15105551${String(100 + (row % 900))}`,
      String(12 + (row % 3) * 4),
      row % 3 === 0 ? '' : String(10 + (row % 80)),
      city,
      state,
      `Note, with "quotes" ${row}`,
    ];
  });
  const dirty = clean.map((cells, row) => {
    const [
      permit = '',
      issued = '',
      phone = '',
      ounces = '',
      servings = '',
      city = '',
      state = '',
    ] = cells;
    const [year, month, day] = issued.split('-');
    return [
      permit,
      `${Number(month)}/${Number(day)}/${year}`,
      row % 2 === 0 ? phone.replace(/\+1(\d{3})(\d{3})/, '($1) $2-') : phone,
      `${ounces}.0 ${['oz', 'oz.', 'ounce', 'OZ'][row % 4]}`,
      servings === '' ? 'N/A' : servings,
      row % 20 === 0 ? `${city} ${state}` : city,
      row % 20 === 0 ? '' : state,
      cells[7] ?? '',
    ];
  });
  return { dirty, clean };
}

function csv(names: readonly string[], table: Table): string {
  const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return `${[names, ...table].map((row) => row.map(cell).join(',')).join('\n')}\n`;
}

const call = () => house.city.client;

async function standardised(id: string, from: number) {
  const begun = await call().call(standardise, { id, from });
  expect(await house.city.ended(begun.jobId)).toMatchObject({ state: 'done', error: null });
  return begun;
}

/** The dataset's rows as text, an empty cell for a missing one. */
async function tableOf(id: string, names: readonly string[], version?: number): Promise<Table> {
  const rows = await house.city.rows(id, version ? { version: String(version) } : {});
  return rows.map((row) => names.map((name) => (row[name] == null ? '' : String(row[name]))));
}

/** How much of the errors was repaired; a number equals itself however it is written. */
function repairs(dirty: Table, after: Table, clean: Table) {
  const same = (left = '', right = '') =>
    left === right || (left !== '' && right !== '' && Number(left) === Number(right));
  let [errors, repaired, changed, damaged] = [0, 0, 0, 0];
  for (const [row, cells] of clean.entries())
    for (const [at, right] of cells.entries()) {
      const [before, now] = [dirty[row]?.[at], after[row]?.[at]];
      if (!same(before, now)) changed += 1;
      if (same(before, right)) damaged += same(now, right) ? 0 : 1;
      else {
        errors += 1;
        repaired += same(now, right) ? 1 : 0;
      }
    }
  return { errors, repaired, damaged, f1: (2 * repaired) / Math.max(1, changed + errors) };
}

describe('a dirty table', () => {
  it('is understood at the import, and standardised only when somebody says so', async () => {
    const { dirty, clean } = dirtyAndClean(400);
    const { datasetId: id, job } = await house.city.import('dirty.csv', csv(header, dirty));
    expect(job).toMatchObject({ state: 'done', error: null });
    const { columns } = await call().call(profile, { id });
    expect(columns.map(({ meaning }) => meaning?.best.type)).toEqual([
      'case-number',
      'date',
      'phone',
      'measure',
      'number',
      'city',
      'state',
      expect.any(String),
    ]);
    expect(columns[4]?.meaning?.missing).toMatchObject([{ value: 'N/A' }]);
    const before = await call().call(proposals, { id });
    expect(before).toMatchObject({ version: 1, from: 1, ready: true, standardiseFrom: null });
    expect(before.steps.every(({ done }) => !done)).toBe(true);

    await standardised(id, 0.9);
    const after = await tableOf(id, header);
    expect(repairs(dirty, after, clean)).toMatchObject({ damaged: 0, f1: 1 });
    // What is a number everywhere is one now; codes stay text.
    const types = (await call().call(profile, { id })).columns.map(({ type }) => type);
    expect(types).toEqual([
      'VARCHAR',
      'DATE',
      'VARCHAR',
      'BIGINT',
      'BIGINT',
      'VARCHAR',
      'VARCHAR',
      'VARCHAR',
    ]);
    const { items } = await call().call(listVersions, { id });
    expect(items[0]).toMatchObject({ number: 2, standardised: { from: 1 }, rows: 400 });
    expect(items[0]?.conservation).toEqual(items[1]?.conservation);
    // The version before stays as the file is.
    expect(await tableOf(id, header, 1)).toEqual(dirty);
  });

  it('shows raw values beside the standardised ones, and goes back to them', async () => {
    const { dirty } = dirtyAndClean(60);
    const { datasetId: id } = await house.city.import('back.csv', csv(header, dirty), {
      standardiseFrom: 0.9,
    });
    const servings = await call().call(changes, { id, column: 'servings' });
    expect(servings).toMatchObject({ version: 2, from: 1 });
    expect(servings.items).toEqual([{ column: 'servings', before: 'N/A', after: null, count: 20 }]);
    const row = await call().call(changes, { id, row: 21, column: 'city' });
    expect(row.items).toEqual([{ column: 'city', before: 'Bend OR', after: 'Bend', count: 1 }]);
    const back = await call().call(standardise, { id, actions: [] });
    await house.city.ended(back.jobId);
    expect(await tableOf(id, header)).toEqual(dirty);
  });

  it.runIf(process.env.INSITES_DIRTY_TABLE)('of others is repaired without damage', async () => {
    const read = (file: string) => {
      const text = readFileSync(join(process.env.INSITES_DIRTY_TABLE ?? '', file), 'utf8');
      return [...tokenize([text], ',', { quote: '"' })].map(({ fields }) => [...fields]);
    };
    const [names = [], ...dirty] = read('dirty.csv');
    const [, ...clean] = read('clean.csv');
    const { datasetId: id } = await house.city.import('theirs.csv', csv(names, dirty), {
      standardiseFrom: 0.9,
    });
    const result = repairs(dirty, await tableOf(id, names), clean);
    console.log(result);
    expect(result.damaged).toBe(0);
    expect(result.f1).toBeGreaterThanOrEqual(0.8);
  });
});

describe('what a person says of digits', () => {
  const typeOf = async (id: string, column: string) =>
    (await call().call(profile, { id })).columns.find(({ name }) => name === column)?.type;
  const table = (from: number) => {
    const lines = Array.from({ length: 60 }, (_, row) => `${from + row},${(row * 7) % 11}`);
    return `token,trips\n${lines.join('\n')}\n`;
  };

  it('makes numbers of text and text of numbers, and holds for the next file', async () => {
    const { datasetId: id } = await house.city.import('said.csv', table(4_001));
    expect([await typeOf(id, 'token'), await typeOf(id, 'trips')]).toEqual(['VARCHAR', 'BIGINT']);
    await call().call(setMeaning, { id, column: 'token', type: 'number' });
    await call().call(setMeaning, { id, column: 'trips', type: 'category' });
    const { steps } = await call().call(proposals, { id });
    expect(steps.map(({ sentence }) => sentence)).toEqual([
      '“token” is kept as numbers, as was said.',
      '“trips” is kept as text, as was said.',
    ]);
    await standardised(id, 0.9);
    expect([await typeOf(id, 'token'), await typeOf(id, 'trips')]).toEqual(['BIGINT', 'VARCHAR']);
    const total = { select: 'sum(token) AS total' };
    expect(await house.city.rows(id, total)).toEqual([{ total: 60 * 4_001 + (59 * 60) / 2 }]);
    const next = await house.city.import('said-too.csv', table(4_061), { datasetId: id });
    expect(next.job).toMatchObject({ state: 'done', result: { version: 4, held: false } });
    expect([await typeOf(id, 'token'), await typeOf(id, 'trips')]).toEqual(['BIGINT', 'VARCHAR']);
    const { items } = await call().call(listVersions, { id });
    expect(items.map(({ rows, standardised: of }) => [rows, of?.from ?? null])).toEqual([
      [60, 3],
      [60, null],
      [60, 1],
      [60, null],
    ]);
  });

  it('makes no number of what would lose by it', async () => {
    const { datasetId: id } = await house.city.import(
      'zeros.csv',
      table(4_001).replaceAll('\n4', '\n04'),
    );
    await call().call(setMeaning, { id, column: 'token', type: 'number' });
    const { steps } = await call().call(proposals, { id });
    expect(steps.filter(({ action }) => action.column === 'token')).toEqual([]);
  });
});

describe('a recipe', () => {
  it('is one document that replays on the next file', async () => {
    const { dirty, clean } = dirtyAndClean(200);
    const { datasetId: id } = await house.city.import('one.csv', csv(header, dirty));
    await standardised(id, 0.9);
    const recipe = await call().call(readRecipe, { id });
    expect(recipeDocument.parse(JSON.parse(JSON.stringify(recipe)))).toEqual(recipe);
    expect(recipe).toMatchObject({ kind: 'insites.recipe', of: 2, from: 1 });
    expect(recipe.sentences.join(' ')).toContain('“ounces” become plain numbers');
    expect(recipe.steps.length).toBeGreaterThan(3);

    const next = await house.city.import('two.csv', csv(header, dirty.slice(0, 190)), {
      datasetId: id,
    });
    expect(next.job).toMatchObject({ state: 'done', result: { version: 4 } });
    const after = await tableOf(id, header);
    expect(repairs(dirty.slice(0, 190), after, clean.slice(0, 190))).toMatchObject({
      damaged: 0,
      f1: 1,
    });
  }, 60_000);

  it('waits where the columns differ, and does the steps once it is released', async () => {
    const { dirty } = dirtyAndClean(200);
    const { datasetId: id } = await house.city.import('one.csv', csv(header, dirty), {
      standardiseFrom: 0.9,
    });
    const other = header.map((name) => (name === 'state' ? 'State code' : name));
    const next = await house.city.import('three.csv', csv(other, dirty), { datasetId: id });
    expect(next.job).toMatchObject({ state: 'done', result: { version: 3, held: true } });
    const drift = await call().call(readDrift, { id, version: 3 });
    expect(drift).toMatchObject({ against: 1, patch: { rename: { 'State code': 'state' } } });
    await expect(standardised(id, 0.9)).rejects.toMatchObject({ code: 'datasets.held' });
    const { jobId } = await call().call(release, { id, version: 3, accept: true });
    expect(await house.city.ended(jobId)).toMatchObject({
      state: 'done',
      result: { version: 4 },
    });
    const { columns } = await call().call(profile, { id });
    expect(columns.map(({ name }) => name)).toEqual(header);
    expect(columns.find(({ name }) => name === 'ounces')?.type).toBe('BIGINT');
    const { items } = await call().call(listVersions, { id });
    expect(items.find(({ number }) => number === 4)).toMatchObject({ standardised: { from: 3 } });
  }, 60_000);

  it('publishes as it is, and does the steps whose columns are still there', async () => {
    const { dirty } = dirtyAndClean(200);
    const { datasetId: id } = await house.city.import('one.csv', csv(header, dirty), {
      standardiseFrom: 0.9,
    });
    const at = header.indexOf('state');
    const without = (cells: readonly string[]) => cells.filter((_, column) => column !== at);
    const file = csv(without(header), dirty.map(without));
    const next = await house.city.import('four.csv', file, { datasetId: id });
    expect(next.job).toMatchObject({ state: 'done', result: { held: true } });
    const reason = 'The state is always ours.';
    const { jobId } = await call().call(release, { id, version: 3, reason });
    expect((await house.city.ended(jobId)).result).toMatchObject({ version: 4 });
    expect((await call().call(read, { id })).latest?.number).toBe(4);
    const { columns } = await call().call(profile, { id });
    expect(columns.find(({ name }) => name === 'ounces')?.type).toBe('BIGINT');
  }, 60_000);

  it('heeds what a person says of a column', async () => {
    const cells = Array.from({ length: 40 }, (_, row) => [`${row % 7},${100 + row}`, 'x']);
    const { datasetId: id } = await house.city.import(
      'chosen.csv',
      csv(['figure', 'other'], cells),
    );
    const meaning = await call().call(setMeaning, { id, column: 'figure', type: 'text' });
    expect(meaning).toMatchObject({ chosen: true, best: { type: 'text' } });
    expect((await call().call(proposals, { id })).steps).toEqual([]);
    const free = await call().call(setMeaning, { id, column: 'figure', type: null });
    expect(free.chosen).toBeUndefined();
    await expect(call().call(setMeaning, { id, column: 'no', type: 'text' })).rejects.toMatchObject(
      {
        code: 'datasets.columnUnknown',
      },
    );
  });
});

it('a recipe has a schema that is served', async () => {
  const schema = await call().call(recipeForm, {});
  expect(schema).toMatchObject({ title: 'Recipe of a dataset version', type: 'object' });
  const kept: unknown = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../../docs/recipe.schema.json'), 'utf8'),
  );
  expect(schema).toEqual(kept);
});
