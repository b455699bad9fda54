export * from './bind.ts';
export { createHttp, type HttpOptions, type HttpServer, type ReadyPart } from './server.ts';
