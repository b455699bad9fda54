export * from './database.ts';
export * from './errors.ts';
export * from './migrate.ts';
export * from './open.ts';
export * from './platform-schema.ts';
export * from './platform-tables.ts';
