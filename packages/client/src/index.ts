export * from './cli-verb.ts';
export * from './client.ts';
