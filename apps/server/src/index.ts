export * from './databases/index.ts';
export { allPermissions, contracts, type Domains } from './domains.ts';
export { type SeedOptions, type SeedReport, seed } from './fixtures/index.ts';
export { type Server, type ServerOptions, startServer } from './server.ts';
