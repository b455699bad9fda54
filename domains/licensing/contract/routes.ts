import { json, route } from '@insites/kernel';
import { z } from 'zod';
import { planView } from './plan.ts';

export const readPlan = route({
  name: 'licensing.readPlan',
  method: 'GET',
  path: '/api/v1/licensing/plan',
  summary: 'The plan of your organisation and what is used of it',
  permission: 'licensing:read',
  input: z.object({}),
  output: json(planView),
  errors: [],
  cli: { words: ['plan'] },
});
