export * from './jobs.ts';
export { type JobsParts, openJobs } from './queued-jobs.ts';
export { platformBindings } from './routes.ts';
