export * from './database.ts';
export * from './home.ts';
export * from './mail-server.ts';
export * from './postgres.ts';
export * from './script.ts';
export * from './server.ts';
