import { json, route } from '@insites/kernel';
import { z } from 'zod';
import { policyView } from './policy.ts';

export const listPolicies = route({
  name: 'governance.listPolicies',
  method: 'GET',
  path: '/api/v1/governance/policies',
  summary: 'The rules that decide who may do what, in plain words and as enforced',
  permission: 'governance:read',
  input: z.object({}),
  output: json(z.object({ version: z.string(), items: z.array(policyView) })),
  errors: [],
  cli: { words: ['governance', 'policies'], columns: ['id', 'effect', 'sentence'] },
});
