import { createReadStream, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Platform } from '@insites/platform';
import type { Domains } from './domains.ts';

interface Sample {
  readonly file: string;
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly attribution: string;
}

const samples: readonly Sample[] = [
  {
    file: 'airport-birdstrikes.csv',
    name: 'airport_birdstrikes',
    title: 'Birds struck by aircraft',
    description:
      'Reports of wildlife strikes at airports: when, where, which species, at what height of flight, and what the repair cost.',
    attribution:
      'U.S. Federal Aviation Administration, Wildlife Strike Database. U.S. government work.',
  },
  {
    file: 'metro-unemployment.csv',
    name: 'metro_unemployment',
    title: 'Unemployment in metropolitan areas',
    description:
      'Unemployment rate in per cent of metropolitan divisions, month by month since 2000.',
    attribution: 'U.S. Bureau of Labor Statistics. U.S. government work.',
  },
  {
    file: 'adopted-budget-2022-23.csv',
    name: 'adopted_budget',
    title: 'Adopted city budget 2022-23',
    description:
      'Every line of the budget that Oakland, California, adopted for the fiscal year 2022-23: department, fund, category and amount in dollars.',
    attribution: 'City of Oakland, published by OpenOakland. Public record.',
  },
];

/** Brings the sample city in through the same verbs that people use; once for a home, also when it is deleted later. */
export async function loadSampleCity(
  { config, objects }: Platform,
  { audit, datasets, files, identity }: Domains,
  { organisationId }: { readonly organisationId: string },
  print: (line: string) => void = () => undefined,
): Promise<void> {
  const marker = join(config.home, 'sample-city');
  if (existsSync(marker)) return;
  const actor = identity.systemActor(organisationId);
  for (const { file, ...about } of samples) {
    const path = new URL(`../sample-city/${file}`, import.meta.url);
    const object = await objects.put(organisationId, createReadStream(path));
    const added = await files.add(actor, { name: file, object, visibility: 'organisation' });
    const begun = await datasets.importFile(actor, {
      ...about,
      fileId: added.id,
      visibility: 'organisation',
    });
    await audit.record({
      actor,
      verb: 'datasets.import',
      outcome: 'allowed',
      code: null,
      objectKind: 'dataset',
      objectId: begun.datasetId,
      objectName: begun.name,
      organisationId,
    });
  }
  writeFileSync(marker, `${new Date().toISOString()}\n`);
  print(`The sample city is being loaded: ${samples.length} datasets.`);
}
