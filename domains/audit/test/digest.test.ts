import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createClient } from '@insites/client';
import { createLog, openJobs, openOutbox, platformTables, readConfig } from '@insites/platform';
import { createDatabase, startMailServer, temporaryHome } from '@insites/testing';
import { describe, expect, it } from 'vitest';
import { verbs } from '../cli/index.ts';
import { noteIn } from '../proof/index.ts';
import { auditServer, schema } from '../server/index.ts';
import { entryOf, makeExport } from './proof/exports.ts';

/** Runs `insites audit verify` and answers with what it says. */
async function verify(file: string, checkpoint: string): Promise<unknown> {
  let answer: unknown;
  await verbs[0]?.run({
    input: { file, checkpoint: [checkpoint] },
    client: createClient({ baseUrl: 'http://127.0.0.1:1' }),
    signal: new AbortController().signal,
    print: {
      json: false,
      answer: (value) => {
        answer = value;
      },
      say: () => undefined,
      progress: () => undefined,
      bytes: async () => 0,
    },
  });
  return answer;
}

describe('the digest by mail', () => {
  it('brings a checkpoint to every witness, which is the log’s own', async () => {
    await using server = await startMailServer();
    await using home = await temporaryHome();
    const test = await createDatabase([platformTables, schema]);
    const { database, url } = test;
    const config = readConfig(
      {},
      {
        INSITES_HOME: home.path,
        INSITES_ROOT_KEY: '5a'.repeat(32),
        INSITES_SMTP_URL: `smtp://127.0.0.1:${server.port}`,
        INSITES_MAIL_FROM: 'insites@city.example',
        INSITES_AUDIT_WITNESS_MAIL: 'clerk@county.example, archive@state.example',
      },
    );
    const log = createLog({ logLevel: 'silent' });
    const jobs = openJobs({ database, url, log, work: true, alone: false });
    const mail = openOutbox({ config, database, jobs });
    const audit = auditServer({ database, config, log, mail });
    await jobs.start();
    const digest = audit.jobs.find(({ name }) => name === 'audit.mailCheckpoint');
    expect(digest?.schedule).toMatch(/^\d+ \d+ \* \* \*$/);
    await digest?.run({} as never);
    const [mine, theirs] = await Promise.all([
      server.mailTo('clerk@county.example'),
      server.mailTo('archive@state.example'),
    ]);
    const note = await audit.checkpoint();
    for (const { raw, text } of [mine, theirs])
      for (const saved of [raw, text, text.replaceAll('\n', '\r\n')])
        expect(noteIn(saved)).toBe(note);
    await jobs.close(0);
    await audit.close();
    await test.drop();
  });

  it('is not there without witnesses', async () => {
    await using home = await temporaryHome();
    const test = await createDatabase([schema]);
    const config = readConfig({}, { INSITES_HOME: home.path });
    const audit = auditServer({ ...test, config });
    expect(audit.jobs.map(({ name }) => name)).not.toContain('audit.mailCheckpoint');
    await audit.close();
    await test.drop();
  });

  it('is taken by `insites audit verify` as it was saved, and holds a forged log against it', async () => {
    await using home = await temporaryHome();
    const made = makeExport(Array.from({ length: 30 }, (_, at) => entryOf(at + 1)));
    const put = async (name: string, text: string) => {
      await writeFile(join(home.path, name), text);
      return join(home.path, name);
    };
    const note = made.checkpoints.get(30) ?? '';
    const saved = await put(
      'mail.txt',
      `Hello\r\n\r\n-----BEGIN CHECKPOINT-----\r\n${note.replaceAll('\n', '\r\n')}-----END CHECKPOINT-----\r\n`,
    );
    const file = await put('log.jsonl', made.lines.map((line) => `${line}\n`).join(''));
    expect(await verify(file, saved)).toMatchObject({ holds: true, heldAgainst: [30] });
    const forged = makeExport(
      Array.from({ length: 30 }, (_, at) => entryOf(at === 7 ? 1000 : at + 1)),
    );
    const other = await put('forged.jsonl', forged.lines.map((line) => `${line}\n`).join(''));
    await expect(verify(other, saved)).rejects.toMatchObject({ code: 'audit.exportBad' });
  });
});
