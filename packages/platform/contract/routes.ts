import { events, id, json, pageInput, pageOf, route } from '@insites/kernel';
import { z } from 'zod';
import { jobStates, jobView } from './job.ts';

export const listJobs = route({
  name: 'platform.listJobs',
  method: 'GET',
  path: '/api/v1/platform/jobs',
  summary: 'Jobs of the organisation, newest first',
  permission: 'platform:jobs',
  input: pageInput.extend({ state: z.enum(jobStates).optional() }),
  output: json(pageOf(jobView)),
  errors: [],
  cli: { words: ['jobs', 'list'], columns: ['id', 'title', 'state', 'done', 'total', 'unit'] },
});

export const readJob = route({
  name: 'platform.readJob',
  method: 'GET',
  path: '/api/v1/platform/jobs/{id}',
  summary: 'A job and how far it is',
  permission: 'platform:jobs',
  input: z.object({ id }),
  output: json(jobView),
  errors: ['platform.jobUnknown'],
  cli: { words: ['jobs', 'read'] },
});

export const watchJob = route({
  name: 'platform.watchJob',
  method: 'GET',
  path: '/api/v1/platform/jobs/{id}/events',
  summary: 'The progress of a job as it happens, until it ends',
  permission: 'platform:jobs',
  input: z.object({ id }),
  output: events(jobView),
  errors: ['platform.jobUnknown'],
  cli: { words: ['jobs', 'watch'] },
});

export const cancelJob = route({
  name: 'platform.cancelJob',
  method: 'POST',
  path: '/api/v1/platform/jobs/{id}/cancel',
  summary: 'Stop a job; nothing half-done stays',
  permission: 'platform:jobs',
  input: z.object({ id }),
  output: json(jobView),
  errors: ['platform.jobUnknown', 'platform.jobEnded'],
  cli: { words: ['jobs', 'cancel'] },
});

export const version = route({
  name: 'platform.version',
  method: 'GET',
  path: '/api/v1/platform/version',
  summary: 'Which Insites this is',
  permission: 'platform:version',
  input: z.object({}),
  output: json(z.object({ name: z.literal('insites'), version: z.string(), api: z.literal('v1') })),
  errors: [],
});
