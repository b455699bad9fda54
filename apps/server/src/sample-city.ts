import { createReadStream, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Platform } from '@insites/platform';
import type { Domains } from './domains.ts';
import { samplePath, samples } from './fixtures/sample-files.ts';

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
  for (const sample of samples) {
    const { file, ...about } = sample;
    const object = await objects.put(organisationId, createReadStream(samplePath(sample)));
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
