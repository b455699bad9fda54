import { join } from 'node:path';
import { openCheckpoint, verifyExport } from '@insites/audit/proof';
import type { AuditRecord } from '@insites/platform';
import { type AuditLog, openAuditLog } from '../support/audit-log.ts';
import type { Bench, Figure, Line } from '../support/figure.ts';
import { inTurn, median, pause, quantile, timed } from '../support/measure.ts';
import { runOther } from '../support/other.ts';
import { faultOf, statesOf, type Victim, victimOf, ways } from '../support/tamper.ts';

const clients = 50;
const seconds = 4;
const entries = 100_000;
const tamperings = Number(process.env.BENCH_TAMPERINGS ?? 10_000);
const every = 500;

/** The log: how fast it takes entries, what that costs a request, and what its proof finds out. */
export const audit: Figure = async (bench) => {
  const log = await openAuditLog(join(bench.folder, 'audit-speed'));
  let lines: Line[];
  try {
    // The growth first: vacuuming and writing back what the appends bring takes a core for minutes.
    const grown = await growth(log, bench);
    lines = [...(await appends(log, bench)), grown];
  } finally {
    await log.stop();
  }
  return [...lines, ...(await proofs(join(bench.folder, 'audit-proof'), bench))];
};

async function appends({ audit, actor }: AuditLog, { rounds }: Bench): Promise<Line[]> {
  const latencies: number[] = [];
  const record: AuditRecord = {
    actor,
    verb: 'datasets.query',
    outcome: 'allowed',
    code: null,
    purpose: 'query',
    objectKind: 'dataset',
    objectId: actor.requestId,
    objectName: 'trees',
    version: '3',
    policyVersion: '1',
    columns: ['street', 'height'],
    rows: 40,
    details: { datasets: [{ id: actor.requestId, name: 'trees', version: 3 }] },
  };
  const rate = async () => {
    let done = 0;
    const until = performance.now() + seconds * 1000;
    // Far more often than it is: the tree grows beside the appends.
    const signing = (async () => {
      while (performance.now() < until) {
        await audit.checkpoint();
        await pause(1_000);
      }
    })();
    const client = async () => {
      while (performance.now() < until) {
        latencies.push(await timed(() => audit.record(record)));
        done += 1;
      }
    };
    await Promise.all([signing, ...Array.from({ length: clients }, client)]);
    return done / seconds;
  };
  const rates: number[] = [];
  for (let round = 0; round < rounds; round += 1) rates.push(await rate());
  const alone = { other: null, ratio: null, bar: null, unit: 'ms' };
  return [
    {
      figure: `Audit: durable appends, ${clients} clients, signed every second`,
      unit: '/s',
      ours: median(rates),
      other: null,
      ratio: null,
      bar: { of: 'ours', atLeast: 5_000 },
      details: { rates },
    },
    { ...alone, figure: '  p99 of one append', ours: quantile(latencies, 0.99) },
  ];
}

async function growth({ url }: AuditLog, { rounds }: Bench): Promise<Line> {
  const p99 = async (path: string) => {
    const parts = [`${url}/api/v1/bench/${path}`, String(clients), '50', String(seconds)];
    const load = await runOther<{ milliseconds: number[] }>('paced-load', ...parts);
    return quantile(load.milliseconds, 0.99);
  };
  // What is asked for the first time is also compiled; a server runs for months.
  for (const path of ['audited', 'plain', 'audited', 'plain']) await p99(path);
  const pairs = await inTurn(
    rounds,
    () => p99('audited'),
    () => p99('plain'),
  );
  return {
    figure: 'Audit: p99 of a request, 1,000 a second over 50 connections; beside: not audited',
    unit: 'ms',
    ours: median(pairs.ours),
    other: median(pairs.other),
    ratio: null,
    bar: { of: 'difference', atMost: 5 },
    details: { pairs },
  };
}

async function proofs(home: string, { rounds, say }: Bench): Promise<Line[]> {
  const fresh = await openAuditLog(home);
  try {
    const { content, notes } = await exportOf(fresh);
    const times: number[] = [];
    let alarms = 0;
    for (let round = 0; round < rounds; round += 1) {
      const began = performance.now();
      const { fault } = await verifyExport([content], notes.slice(round, round + 1));
      times.push((performance.now() - began) / 1000);
      if (fault) alarms += 1;
    }
    const victim = await victimOf(content, home);
    const { found, exact, named } = tamperWith(victim, notes, say);
    const plain = { other: null, ratio: null };
    return [
      {
        ...plain,
        figure: `Audit: verify an export of ${victim.lineOf.length - 1} entries (${Math.round(content.length / 1e6)} MB)`,
        unit: 's',
        ours: median(times),
        bar: { of: 'ours', atMost: 2 },
        details: { times, alarms },
      },
      {
        ...plain,
        figure: `Audit: of ${tamperings} random tamperings found out`,
        unit: '%',
        ours: (100 * found) / tamperings,
        bar: { of: 'ours', atLeast: 100 },
        details: { named },
      },
      { ...plain, figure: '  naming exactly the entry', unit: '%', ours: exact, bar: null },
      {
        ...plain,
        figure: '  false alarms on untouched ones',
        unit: '',
        ours: alarms,
        bar: { of: 'ours', atMost: 0 },
      },
    ];
  } finally {
    await fresh.stop();
  }
}

/** An export of so many entries with a checkpoint after every thousand, and those checkpoints. */
async function exportOf({ audit, actor, url }: AuditLog) {
  const notes: string[] = [];
  for (let done = 0; done < entries; done += 1_000) {
    const some = Array.from({ length: 1_000 }, (_, at) =>
      audit.record({
        actor,
        verb: 'datasets.query',
        outcome: 'allowed',
        code: null,
        purpose: 'query',
        objectKind: 'dataset',
        objectId: actor.requestId,
        objectName: `trees ${done + at}`,
      }),
    );
    await Promise.all(some);
    notes.push(await audit.checkpoint());
  }
  const response = await fetch(`${url}/api/v1/audit/export`);
  if (!response.ok) throw new Error(`The export failed: ${await response.text()}`);
  return { content: Buffer.from(await response.arrayBuffer()), notes };
}

function tamperWith(victim: Victim, notes: readonly string[], say: (line: string) => void) {
  const kept = notes.filter((note) => openCheckpoint(note, victim.key));
  const states = { without: statesOf(victim, [], every), with: statesOf(victim, kept, every) };
  const named: Record<string, { tried: number; found: number; exact: number }> = {};
  const random = seeded(20_261_122);
  let found = 0;
  let exact = 0;
  let touching = 0;
  for (let turn = 0; turn < tamperings; turn += 1) {
    const tampering = ways[turn % ways.length]?.(victim, random);
    if (!tampering) continue;
    const known = tampering.needsKept ? states.with : states.without;
    const fault = faultOf(victim, tampering, known, every);
    named[tampering.kind] ??= { tried: 0, found: 0, exact: 0 };
    const count = named[tampering.kind] ?? { tried: 0, found: 0, exact: 0 };
    count.tried += 1;
    if (!fault) say(`not found out: ${tampering.kind} at line ${tampering.from}`);
    if (fault) {
      found += 1;
      count.found += 1;
    }
    if (tampering.entry === null) continue;
    touching += 1;
    if (fault?.from !== tampering.entry || fault.to !== tampering.entry) continue;
    exact += 1;
    count.exact += 1;
  }
  return { found, exact: (100 * exact) / touching, named };
}

/** Mulberry32: the same tamperings in every run. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}
