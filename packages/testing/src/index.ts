export * from './certificate.ts';
export * from './database.ts';
export * from './files/archives.ts';
export * from './files/parquet.ts';
export * from './files/workbooks.ts';
export * from './home.ts';
export * from './mail-server.ts';
export {
  type OpenIdAccount,
  type OpenIdServer,
  openIdClient,
  openIdServer,
} from './openid-server.ts';
export * from './postgres.ts';
export * from './script.ts';
export * from './server.ts';
