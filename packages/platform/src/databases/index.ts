export * from './backup/index.ts';
export * from './catalogue/index.ts';
export {
  type AppliedMigration,
  controlSchema,
  type DatabaseMark,
  type DatabaseState,
  ensureControl,
  hasControl,
  markDatabase,
  readApplied,
  readState,
} from './control.ts';
export * from './copy-in.ts';
export * from './database.ts';
export { type Delivery, type Taken, takeDelivery } from './deliveries.ts';
export { outsideScope, type Scope } from './epochs.ts';
export * from './errors.ts';
export * from './fence/index.ts';
export * from './generate/index.ts';
export { type Inspection, inspect } from './inspect.ts';
export {
  buildSchemas,
  migrate,
  migrateClient,
  pendingMigrations,
  underLock,
  wantedMigrations,
} from './migrate.ts';
export type { Migration } from './migrations.ts';
export * from './open.ts';
export {
  connectTo,
  createMissing,
  findPlaces,
  type Place,
  type Places,
  renamed,
  withClient,
  withoutPassword,
} from './places.ts';
export * from './platform-schema.ts';
export * from './platform-tables.ts';
export * from './recreate/index.ts';
export { planRoutes, type Route } from './routes.ts';
