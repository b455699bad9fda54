import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { aggregate } from './figures/aggregate.ts';
import { api } from './figures/api.ts';
import { audit } from './figures/audit.ts';
import { backedUp } from './figures/backup.ts';
import { besideDjango } from './figures/django.ts';
import { foundDuplicates } from './figures/duplicates.ts';
import { refusedFiles } from './figures/hostile.ts';
import { imports } from './figures/import.ts';
import { people } from './figures/people.ts';
import { recreated } from './figures/recreate.ts';
import { rest } from './figures/rest.ts';
import { starts } from './figures/start.ts';
import { streams } from './figures/streams.ts';
import { resumed, transfer } from './figures/transfer.ts';
import { type City, openCity } from './support/city.ts';
import { type Figure, isMet, type Line } from './support/figure.ts';
import { newFolder, removeFolder, stopAll } from './support/insites.ts';
import { machineFacts } from './support/machine.ts';
import { tableOf } from './support/table.ts';

const figures: Readonly<Record<string, Figure>> = {
  start: starts,
  import: imports,
  aggregate,
  streams,
  transfer,
  resume: resumed,
  api,
  audit,
  people,
  rest,
  recreate: recreated,
  django: besideDjango,
  backup: backedUp,
  duplicates: foundDuplicates,
  hostile: refusedFiles,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '5' }, help: { type: 'boolean' } },
});
const unknown = positionals.filter((name) => !(name in figures));
if (values.help || unknown.length > 0) {
  process.stdout.write(
    `npm run bench -- [figures] [--rounds 5]\nFigures: ${Object.keys(figures).join(' ')}; default: all\n`,
  );
  process.exit(unknown.length > 0 ? 2 : 0);
}

const say = (line: string) => void process.stderr.write(`  ${line}\n`);
const folder = await newFolder();
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, async () => {
    await stopAll();
    await removeFolder(folder);
    process.exit(130);
  });
const cities: Promise<City>[] = [];
const bench = {
  folder,
  rounds: Number(values.rounds),
  say,
  city: () => {
    const city = cities[0] ?? openCity(folder);
    if (cities.length === 0) cities.push(city);
    return city;
  },
};
const lines: Line[] = [];
const failures: string[] = [];
try {
  const machine = await machineFacts(folder);
  say(JSON.stringify(machine.limits));
  for (const name of positionals.length > 0 ? positionals : Object.keys(figures)) {
    const began = performance.now();
    try {
      lines.push(...((await figures[name]?.(bench)) ?? []));
    } catch (thrown) {
      failures.push(`${name}: ${thrown instanceof Error ? thrown.stack : thrown}`);
    }
    say(`${name}: ${Math.round((performance.now() - began) / 1000)} s`);
  }
  await keep(machine);
  process.stdout.write(`${tableOf(lines)}\n`);
} finally {
  for (const city of cities) await city.then(({ server }) => server.stop()).catch(() => undefined);
  await removeFolder(folder);
}
// A figure that could not be measured fails the run; a slow one never does.
if (failures.length > 0) {
  process.stderr.write(`${failures.join('\n')}\n`);
  process.exitCode = 1;
}

async function keep(machine: Record<string, unknown>): Promise<void> {
  const results = join(import.meta.dirname, 'results');
  await mkdir(results, { recursive: true });
  const path = join(results, `${new Date().toISOString().replaceAll(':', '-').slice(0, 19)}.json`);
  const figuresMet = lines.map((line) => ({ ...line, met: isMet(line) }));
  await writeFile(path, `${JSON.stringify({ machine, figures: figuresMet, failures }, null, 1)}\n`);
  say(`written to ${path}`);
}
