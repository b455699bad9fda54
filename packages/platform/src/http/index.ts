export * from './bind.ts';
export {
  createHttp,
  type HttpOptions,
  type HttpServer,
  type Mount,
  type MountedRequest,
  type ReadyPart,
} from './server.ts';
