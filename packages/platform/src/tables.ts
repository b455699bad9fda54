import { jobComments } from './jobs/tables.ts';
import { objectComments } from './objects/tables.ts';

/** Everything in the PostgreSQL schema `platform`; the generator of migrations reads it. */
export { platformSchema } from './databases/platform-schema.ts';
export * from './jobs/tables.ts';
export * from './objects/tables.ts';

/** The data dictionary: what stands in the tables. */
export const comments = [...jobComments, ...objectComments];
