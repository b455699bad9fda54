import { json, route } from '@insites/kernel';
import { z } from 'zod';

const at = '/api/v1/datasets/organisation-settings';

/** What holds for the new datasets of an organisation. */
export const datasetSettings = z.object({
  standardiseFrom: z
    .number()
    .min(0)
    .max(1)
    .nullable()
    .describe(
      'New datasets do steps that are at least so sure without asking, unless their import says otherwise; null: none',
    ),
});
export type DatasetSettings = z.infer<typeof datasetSettings>;

export const settings = route({
  name: 'datasets.settings',
  method: 'GET',
  path: at,
  summary: 'What holds for new datasets of the organisation',
  permission: 'datasets:read',
  input: z.object({}),
  output: json(datasetSettings.extend({ can: z.object({ update: z.boolean() }) })),
  errors: [],
});

export const changeSettings = route({
  name: 'datasets.changeSettings',
  method: 'PUT',
  path: at,
  summary: 'Set what holds for new datasets of the organisation',
  permission: 'datasets:rules',
  input: datasetSettings,
  output: json(datasetSettings.extend({ can: z.object({ update: z.boolean() }) })),
  errors: ['governance.refused'],
  cli: { words: ['datasets', 'change-settings'] },
});
