import { setTimeout as sleep } from 'node:timers/promises';
import { newId } from '@insites/kernel';
import { createDatabase, runScript, temporaryHome } from '@insites/testing';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../config/index.ts';
import { migrate, openDatabase, platformTables } from '../databases/index.ts';
import { createLog } from '../log/log.ts';
import type { JobHandler, Jobs } from './jobs.ts';
import { openJobs } from './queued-jobs.ts';

const log = createLog({ logLevel: 'silent' });
const reader = { organisationId: newId(), personId: newId() };
const job = (name: string) => ({ name, title: name, input: {}, ...reader });

/** A worker in a process of its own whose job never ends. */
const stuckWorker = (url: string, name: string) =>
  runScript(`
    import { openDatabase } from '${import.meta.resolve('../databases/index.ts')}';
    import { readConfig } from '${import.meta.resolve('../config/index.ts')}';
    import { createLog } from '${import.meta.resolve('../log/log.ts')}';
    import { openJobs } from '${import.meta.resolve('./queued-jobs.ts')}';
    const log = createLog({ logLevel: 'error' });
    const { database, url } = await openDatabase(readConfig({}, { INSITES_DATABASE_URL: ${JSON.stringify(url)} }), log);
    const jobs = openJobs({ database, url, log, work: true, alone: false });
    jobs.register({ name: '${name}', run: async () => {
      console.log('running');
      await new Promise(() => undefined);
    } });
    await jobs.start();
    console.log('ready');
  `);

async function until(jobs: Jobs, id: string, state: string) {
  for await (const view of jobs.watch(id, reader, AbortSignal.timeout(18_000)))
    if (view.state === state) return view;
  throw new Error(`The job never was ${state}.`);
}

describe('jobs, when things break', () => {
  it.each([
    { alone: true, within: 2_000, what: 'at once by the next server of its home' },
    { alone: false, within: 15_000, what: 'within seconds by another process' },
  ])('a job of a killed worker is taken $what', async ({ alone, within }) => {
    await using test = await createDatabase([platformTables]);
    const { database, url } = test;
    const name = 't.killed';
    await using worker = stuckWorker(url, name);
    expect(await worker.line()).toBe('ready');
    const other = () => {
      const jobs = openJobs({ database, url, log, work: true, alone });
      jobs.register({ name, run: async ({ attempt }) => ({ attempt }) } as JobHandler<never>);
      return jobs;
    };
    const sender = openJobs({ database, url, log, work: false, alone: false });
    sender.register({ name, run: async () => undefined } as JobHandler<never>);
    await sender.start();
    const id = await sender.send(job(name));
    expect(await worker.line()).toBe('running');
    await worker.kill();
    const jobs = other();
    const began = performance.now();
    await jobs.start();
    expect(await until(jobs, id, 'done')).toMatchObject({ result: { attempt: 0 } });
    expect(performance.now() - began).toBeLessThan(within);
    await Promise.all([jobs.close(0), sender.close(0)]);
  });

  it('a job that brings the process down again and again is blamed in the end', async () => {
    await using test = await createDatabase([platformTables]);
    const { database, url } = test;
    const name = 't.bomb';
    const undone: string[] = [];
    const jobs = openJobs({ database, url, log, work: true, alone: true });
    jobs.register({
      name,
      run: async () => undefined,
      failed: async (_: unknown, { code }: { code: string }) => void undone.push(code),
    } as JobHandler<never>);
    const sender = openJobs({ database, url, log, work: false, alone: false });
    sender.register({ name, run: async () => undefined } as JobHandler<never>);
    await sender.start();
    const id = await sender.send(job(name));
    for (let crash = 0; crash < 3; crash += 1) {
      await using worker = stuckWorker(url, name);
      await worker.line();
      await until(sender, id, 'running');
      await worker.kill();
      const { rows } = await database.$client.query(
        `UPDATE platform.jobs SET state = 'waiting', crashes = crashes + 1, run = run + 1,
           delivered_at = NULL RETURNING crashes`,
      );
      expect(rows).toEqual([{ crashes: crash + 1 }]);
    }
    await jobs.start();
    expect((await until(jobs, id, 'failed')).error).toMatchObject({ code: 'platform.jobCrashed' });
    expect(undone).toEqual(['platform.jobCrashed']);
    await Promise.all([jobs.close(0), sender.close(0)]);
  });

  it('goes on by itself after the database was away, with the running job done once', async () => {
    await using home = await temporaryHome();
    const config = readConfig({}, { INSITES_HOME: home.path });
    let postgres = await openDatabase(config, log);
    const theirs = readConfig({}, { INSITES_DATABASE_URL: postgres.url });
    const { database, url, close } = await openDatabase(theirs, log);
    await migrate(database, [platformTables], log);
    const jobs = openJobs({ database, url, log, work: true, alone: false });
    let runs = 0;
    jobs.register({
      name: 't.outage',
      run: async ({ progress }) => {
        runs += 1;
        for (let done = 0; done < 20; done += 1) {
          progress({ done });
          await sleep(100);
        }
        return { runs };
      },
    } as JobHandler<never>);
    await jobs.start();
    const id = await jobs.send(job('t.outage'));
    await until(jobs, id, 'running');
    await postgres.close();
    await sleep(4_000);
    postgres = await openDatabase(config, log);
    await expect
      .poll(() => jobs.read(id, reader).catch(() => null), { timeout: 15_000 })
      .toMatchObject({ state: 'done', result: { runs: 1 } });
    const next = await jobs.send(job('t.outage'));
    const began = performance.now();
    await until(jobs, next, 'running');
    expect(performance.now() - began).toBeLessThan(5_000);
    await until(jobs, next, 'done');
    await jobs.close(0);
    await close();
    await postgres.close();
  });
});
