/** Everything in the PostgreSQL schema `platform`; the generator of migrations reads it. */
export { platformSchema } from './databases/platform-schema.ts';
export * from './jobs/tables.ts';
export * from './objects/tables.ts';
