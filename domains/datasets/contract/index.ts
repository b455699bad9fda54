import { defineDomain } from '@insites/kernel';
import { errorCodes } from './errors.ts';
import * as quality from './quality-routes.ts';
import * as routes from './routes.ts';

export * from './dataset.ts';
export * from './format.ts';
export * from './profile.ts';
export * from './quality.ts';
export * from './quality-routes.ts';
export * from './query.ts';
export * from './routes.ts';

const { importFile, ...rest } = routes;

export const datasets = defineDomain({
  name: 'datasets',
  summary: 'Datasets, versions, columns, profiles and the governed read',
  permissions: {
    'datasets:read': 'anyone',
    'datasets:write': 'contributor',
    'datasets:rules': 'steward',
  },
  routes: { ...rest, ...quality, import: importFile },
  errors: errorCodes,
});
