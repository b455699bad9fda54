import type { Connection } from '@insites/platform';
import { type DriftRules, driftRules } from '../../contract/index.ts';
import { settingsOf } from '../settings/store.ts';
import type { DatasetRow } from '../store.ts';

export interface RulesInForce {
  readonly rules: DriftRules;
  readonly from: 'dataset' | 'organisation' | 'insites';
}

/** The dataset's own rules, else the organisation's, else ours. */
export async function rulesOf(
  dataset: Pick<DatasetRow, 'driftRules' | 'organisationId'>,
  database: Connection,
): Promise<RulesInForce> {
  if (dataset.driftRules) return { rules: dataset.driftRules, from: 'dataset' };
  const { driftRules: organisation } = await settingsOf(dataset.organisationId, database);
  return organisation
    ? { rules: organisation, from: 'organisation' }
    : { rules: driftRules.parse({}), from: 'insites' };
}
