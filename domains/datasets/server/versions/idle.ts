import { errors } from '@insites/kernel';
import type { Transaction } from '@insites/platform';
import type { DatasetRow } from '../store.ts';
import { versionIn } from './store.ts';

/**
 * Nothing makes a version of the dataset, and none waits for a person: the next one may be begun. Call it with the
 * dataset locked.
 *
 * @throws datasets.importing, datasets.held
 */
export async function mustBeIdle(dataset: DatasetRow, transaction: Transaction): Promise<void> {
  if (await versionIn('importing', dataset.id, transaction))
    throw errors.conflict('datasets.importing', `An import into “${dataset.name}” is going on.`, {
      hint: 'Wait until it is done, or cancel it.',
    });
  const held = await versionIn('held', dataset.id, transaction);
  if (held)
    throw errors.conflict(
      'datasets.held',
      `Version ${held.number} of “${dataset.name}” waits to be released or discarded.`,
      { hint: 'Decide about it on the page of the dataset, then try again.' },
    );
}
