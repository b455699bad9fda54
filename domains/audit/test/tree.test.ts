import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '@insites/kernel';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  Frontier,
  leafHash,
  openCheckpoint,
  parseCheckpoint,
  parseVerifier,
  type Verifier,
  verifyConsistency,
  verifyInclusion,
  verifyNote,
} from '../proof/index.ts';
import { person } from './actors.ts';
import { type House, openHouse } from './house.ts';

const here = newId();
const steward = person(here, 'steward', 'Stella Steward');
const viewer = person(here, 'viewer', 'Victor Viewer');
const stranger = person(newId(), 'admin', 'Arno Elsewhere');
const bytes = (base64: string) => Buffer.from(base64, 'base64');

let house: House;
let key: Verifier;

beforeAll(async () => {
  house = await openHouse();
  const answer = await house.ask(null, 'keys');
  const parsed = parseVerifier(answer.json().log);
  if (!parsed) throw new Error('no key');
  key = parsed;
});
afterAll(() => house?.[Symbol.asyncDispose]());

async function add(count: number, actor = viewer): Promise<void> {
  for (let done = 0; done < count; done += 10_000) {
    const some = Array.from({ length: Math.min(10_000, count - done) });
    await Promise.all(some.map(() => house.record(actor, 'datasets.query')));
  }
}

async function naiveRoot(size: number) {
  const frontier = new Frontier();
  const { rows } = await house.test.database.execute<{ leaf: Buffer }>(
    sql`SELECT leaf FROM audit.entries WHERE position <= ${size} ORDER BY position`,
  );
  for (const { leaf } of rows) frontier.push(leaf);
  return frontier.root();
}

describe('a checkpoint', () => {
  it('covers all entries and has the root of their leaves, at every size', async () => {
    for (const count of [1, 2, 253, 1, 3, 600, 65_000]) {
      await add(count);
      const signed = openCheckpoint(await house.audit.checkpoint(), key);
      expect(signed?.root).toEqual(await naiveRoot(signed?.size ?? 0));
    }
    const { rows } = await house.test.database.execute(
      sql`SELECT level, count(*)::int AS tiles, max(number)::int AS last FROM audit.tiles GROUP BY level ORDER BY level`,
    );
    expect(rows.map(({ level }) => level)).toEqual([0, 1, 2]);
  }, 60_000);

  it('is there for anybody, as text, signed by the log and its witness', async () => {
    const answer = await house.ask(null, 'checkpoint');
    expect(answer.headers['content-type']).toContain('text/plain');
    const signed = openCheckpoint(answer.body, key);
    expect(signed?.origin).toMatch(/^insites\/audit\/[0-9a-f]{32}\/[0-9a-f]{32}$/);
    const witness = parseVerifier((await house.ask(null, 'keys')).json().witness);
    const note = parseCheckpoint(answer.body)?.note;
    expect(note && witness && verifyNote(note, witness)?.valid).toBe(true);
  });

  it('is the same when nothing happened, and one when several ask at once', async () => {
    await add(3);
    const other = house.again();
    const notes = await Promise.all([
      house.audit.checkpoint(),
      house.audit.checkpoint(),
      other.checkpoint(),
      other.checkpoint(),
    ]);
    expect(new Set(notes).size).toBe(1);
  });

  it('comes by itself when the log is closed', async () => {
    const other = house.again();
    await other.record({ actor: viewer, verb: 'datasets.query', outcome: 'allowed', code: null });
    await other.close();
    const signed = openCheckpoint((await house.ask(null, 'checkpoint')).body, key);
    const { rows } = await house.test.database.execute(sql`SELECT size FROM audit.head`);
    expect(signed?.size).toBe(Number(rows[0]?.size));
  });
});

describe('proofs', () => {
  it('show that an entry stands in the log', async () => {
    await house.record(viewer, 'datasets.data', { objectName: 'Trees' });
    const [entry] = (await house.ask(viewer, 'mine?limit=1')).json().items;
    const answer = await house.ask(viewer, `entries/${entry.id}/proof`);
    const proof = answer.json();
    const signed = openCheckpoint(proof.checkpoint, key);
    expect(proof.entry).toContain('Trees');
    const holds = (content: string) =>
      verifyInclusion({
        index: proof.position - 1,
        size: proof.size,
        leaf: leafHash(content),
        path: proof.path.map(bytes),
        root: signed?.root ?? Buffer.alloc(32),
      });
    expect(holds(proof.entry)).toBe(true);
    expect(holds(proof.entry.replace('Trees', 'Roads'))).toBe(false);
  });

  it.each([
    ['a steward of the organisation', steward, 200],
    ['somebody else of the organisation', person(here, 'viewer'), 404],
    ['somebody from elsewhere', stranger, 404],
    ['a token that was not made for the log', { ...steward, scopes: ['audit:mine'] }, 404],
  ])('are for %s or not', async (_, actor, status) => {
    expect((await house.ask(actor, 'entries/1/proof')).statusCode).toBe(status);
  });

  it('of what is not there are refused as those of what may not be seen', async () => {
    const [none, hidden] = [
      await house.ask(stranger, 'entries/99999999/proof'),
      await house.ask(stranger, 'entries/1/proof'),
    ];
    expect(none.json().code).toBe('audit.entryUnknown');
    expect(none.json().hint).toBe(hidden.json().hint);
    expect(none.statusCode).toBe(hidden.statusCode);
  });

  it('show that one checkpoint goes on from another', async () => {
    const first = openCheckpoint(await house.audit.checkpoint(), key);
    await add(300);
    const second = openCheckpoint(await house.audit.checkpoint(), key);
    if (!first || !second) throw new Error('not signed');
    const answer = await house.ask(null, `consistency?from=${first.size}&to=${second.size}`);
    const path = answer.json().path.map(bytes);
    expect(verifyConsistency({ first, second, path })).toBe(true);
    const forked = { ...first, root: leafHash('other') };
    expect(verifyConsistency({ first: forked, second, path })).toBe(false);
  });

  it('of sizes that never were are refused', async () => {
    for (const query of ['from=1&to=99999999', 'from=5&to=2'])
      expect((await house.ask(null, `consistency?${query}`)).json().code).toBe('audit.sizeUnknown');
    expect((await house.ask(null, 'consistency?from=-1')).statusCode).toBe(400);
  });
});

describe('keys', () => {
  it('are kept as secrets, two different ones', async () => {
    const [log, witness] = ['audit-log', 'audit-witness'].map((name) =>
      join(house.home.path, 'secrets', `${name}.key`),
    );
    expect((await stat(log ?? '')).mode & 0o777).toBe(0o600);
    expect(await readFile(log ?? '', 'utf8')).not.toBe(await readFile(witness ?? '', 'utf8'));
  });

  it('come from the root key where that is configured', async () => {
    await using one = await openHouse({ INSITES_ROOT_KEY: '7'.repeat(64) });
    await one.record(viewer, 'datasets.query');
    const note = await one.audit.checkpoint();
    await expect(stat(join(one.home.path, 'secrets', 'audit-log.key'))).rejects.toThrow('ENOENT');
    await one.record(viewer, 'datasets.query');
    const next = await one.again().checkpoint();
    expect(next.split('\n')[0]).toBe(note.split('\n')[0]);
    await one.record(viewer, 'datasets.query');
    await expect(
      one.again({ INSITES_ROOT_KEY: '8'.repeat(64) }).checkpoint(),
    ).rejects.toMatchObject({ code: 'audit.keyMissing' });
  });

  it('are not made anew when one has signed: the log would look forged', async () => {
    await using one = await openHouse();
    await one.record(viewer, 'datasets.query');
    await one.audit.checkpoint();
    const path = join(one.home.path, 'secrets', 'audit-log.key');
    const kept = await readFile(path, 'utf8');
    await rm(path);
    await one.record(viewer, 'datasets.query');
    await expect(one.again().checkpoint()).rejects.toMatchObject({ code: 'audit.keyMissing' });
    await writeFile(path, kept);
    expect(await one.again().checkpoint()).toContain('\n2\n');
  });

  it('are not needed to write: without a home nothing is signed', async () => {
    const { auditServer } = await import('../server/index.ts');
    const bare = auditServer(house.test);
    await bare.record({ actor: viewer, verb: 'datasets.query', outcome: 'allowed', code: null });
    await expect(bare.checkpoint()).rejects.toMatchObject({ code: 'audit.notSigned' });
  });
});

async function behindTheFence(one: House, statement: string): Promise<void> {
  for (const table of ['entries', 'tiles', 'checkpoints', 'head'])
    await one.test.database.execute(sql.raw(`ALTER TABLE audit.${table} DISABLE TRIGGER USER`));
  await one.test.database.execute(sql.raw(statement));
}

describe('a database that somebody changed by hand', () => {
  it.each([
    [
      'a leaf in the tree',
      `UPDATE audit.tiles SET hashes = set_byte(hashes, 3, 1 + get_byte(hashes, 3) % 200)`,
    ],
    ['a missing tile', 'DELETE FROM audit.tiles'],
    ['an entry that is gone', 'DELETE FROM audit.entries WHERE position = 12'],
    [
      'a checkpoint that was not signed here',
      `UPDATE audit.checkpoints SET note = replace(note, E'\\n10\\n', E'\\n9\\n')`,
    ],
  ])('is not signed: %s', async (_, statement) => {
    await using one = await openHouse();
    for (let at = 0; at < 10; at += 1) await one.record(viewer, 'datasets.query');
    await one.audit.checkpoint();
    for (let at = 0; at < 3; at += 1) await one.record(viewer, 'datasets.query');
    await behindTheFence(one, statement);
    await expect(one.audit.checkpoint()).rejects.toMatchObject({ code: 'audit.treeChanged' });
    await one.record(viewer, 'datasets.query');
  });

  it('is not witnessed when it was set back and went on another way', async () => {
    await using one = await openHouse();
    for (let at = 0; at < 4; at += 1) await one.record(viewer, 'datasets.query');
    await one.audit.checkpoint();
    await behindTheFence(
      one,
      `DELETE FROM audit.tiles; DELETE FROM audit.checkpoints; DELETE FROM audit.entries; UPDATE audit.head SET size = 0`,
    );
    for (let at = 0; at < 6; at += 1) await one.record(viewer, 'datasets.query');
    const note = await one.audit.checkpoint();
    expect(parseCheckpoint(note)?.note.signatures).toHaveLength(1);
    const folder = join(one.home.path, 'objects', 'witness', note.split('/')[2] ?? '');
    expect(await readFile(join(folder, 'latest.txt'), 'utf8')).toContain('\n4\n');
  });
});

describe('a log that is made anew while the server runs', () => {
  it('is another log, signed with the same key', async () => {
    await using one = await openHouse();
    await one.record(viewer, 'datasets.query');
    const before = await one.audit.checkpoint();
    await behindTheFence(
      one,
      `TRUNCATE audit.entries, audit.tiles, audit.checkpoints; UPDATE audit.head SET size = 0, log_id = '${'7'.repeat(32)}'`,
    );
    await one.record(viewer, 'datasets.query');
    const after = await one.audit.checkpoint();
    const [old = '', now = ''] = [before, after].map((note) => note.split('\n')[0]);
    expect(now).not.toBe(old);
    expect(now.split('/').at(-1)).toBe(old.split('/').at(-1));
    expect(parseCheckpoint(after)?.note.signatures).toHaveLength(2);
  });
});
