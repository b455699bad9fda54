import { defineDomain } from '@insites/kernel';
import * as duplicates from './duplicates.ts';
import { errorCodes } from './errors.ts';
import { fits, previewFit } from './fits.ts';
import * as quality from './quality-routes.ts';
import * as repairing from './repair-routes.ts';
import * as routes from './routes.ts';
import * as settingRoutes from './settings-routes.ts';
import * as standardising from './standardise-routes.ts';

export * from './dataset.ts';
export * from './duplicates.ts';
export * from './fits.ts';
export * from './format.ts';
export * from './profile.ts';
export * from './quality.ts';
export * from './quality-routes.ts';
export * from './query.ts';
export * from './recipe.ts';
export * from './recipe-step.ts';
export * from './repair-routes.ts';
export * from './routes.ts';
export * from './semantic-type.ts';
export * from './settings-routes.ts';
export * from './standardise-routes.ts';

const { importFile, ...rest } = routes;
const { findDuplicates, decidePair, undoDecision, deduplicate } = duplicates;
const { readRecipe, ...others } = standardising;
const { rejected, rejectedTable, repairRejected, repairs } = repairing;

export const datasets = defineDomain({
  name: 'datasets',
  summary: 'Datasets, versions, columns, profiles and the governed read',
  permissions: {
    'datasets:read': 'anyone',
    'datasets:write': 'contributor',
    'datasets:rules': 'steward',
  },
  routes: {
    ...rest,
    ...quality,
    rejected,
    rejectedTable,
    repairRejected,
    repairs,
    import: importFile,
    findDuplicates,
    duplicates: duplicates.duplicates,
    decidePair,
    undoDecision,
    deduplicate,
    fits,
    previewFit,
    ...others,
    recipe: readRecipe,
    settings: settingRoutes.settings,
    changeSettings: settingRoutes.changeSettings,
  },
  errors: errorCodes,
});
