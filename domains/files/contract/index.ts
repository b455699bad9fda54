import { defineDomain } from '@insites/kernel';
import { errorCodes } from './errors.ts';
import * as routes from './routes.ts';

export * from './file.ts';
export * from './routes.ts';

export const files = defineDomain({
  name: 'files',
  summary: 'The institutional resource manager: folders, files, versions, uploads',
  permissions: { 'files:read': 'anyone', 'files:write': 'contributor', 'files:protocol': 'anyone' },
  routes: { ...routes },
  errors: errorCodes,
});
