import type { OwnedSchema } from './database.ts';

/** The platform's own tables: jobs and objects. Migrated before every domain's. */
export const platformTables: OwnedSchema = {
  name: 'platform',
  migrations: new URL('../../migrations/', import.meta.url),
};
