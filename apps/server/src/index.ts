export { allPermissions, contracts, type Domains } from './domains.ts';
export { type Server, type ServerOptions, startServer } from './server.ts';
