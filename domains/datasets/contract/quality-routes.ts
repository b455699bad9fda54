import { id, json, route } from '@insites/kernel';
import { z } from 'zod';
import { datasetRef } from './dataset.ts';
import {
  checkResult,
  drift,
  driftPatch,
  driftRules,
  expectation,
  expectationStates,
  listedExpectation,
  qualityScore,
  tolerance,
} from './quality.ts';

const at = '/api/v1/datasets/{id}';
const version = z.int().min(1).optional().describe('Number; default: the latest');
const reason = z.string().trim().max(2_000).default('');
const expectationLine = listedExpectation.extend({ sentence: z.string() });

export const checks = route({
  name: 'datasets.checks',
  method: 'GET',
  path: `${at}/checks`,
  summary: 'The quality of a version: score, what came of each expectation, history',
  permission: 'datasets:read',
  input: z.object({ id: datasetRef, version }),
  output: json(
    z.object({
      version: z.int(),
      score: qualityScore.nullable().describe('null: not checked yet'),
      checking: z.boolean().describe('A check is going on'),
      failingRows: z.number().describe('Rows that fail one expectation or more'),
      rows: z.number(),
      items: z.array(checkResult),
      revision: z.int().describe('Of the list of expectations; 0: there is none'),
      expectations: z.array(expectationLine),
      history: z.array(
        z.object({ version: z.int(), at: z.iso.datetime(), total: z.number().nullable() }),
      ),
      can: z.object({ update: z.boolean() }),
    }),
  ),
  errors: ['datasets.unknown', 'datasets.versionUnknown'],
  audit: 'read',
  cli: { hidden: true },
});

export const addExpectation = route({
  name: 'datasets.addExpectation',
  method: 'POST',
  path: `${at}/expectations`,
  summary: 'Expect something of every version',
  permission: 'datasets:write',
  input: z.object({ id: datasetRef, expectation, tolerance: tolerance.optional() }),
  output: json(expectationLine),
  errors: ['datasets.unknown', 'datasets.expectationInvalid', 'governance.refused'],
  cli: { words: ['datasets', 'expect'] },
});

export const changeExpectation = route({
  name: 'datasets.changeExpectation',
  method: 'PATCH',
  path: `${at}/expectations/{expectationId}`,
  summary: 'Accept, edit or drop an expectation',
  permission: 'datasets:write',
  input: z.object({
    id: datasetRef,
    expectationId: id,
    state: z.enum(expectationStates).optional(),
    expectation: expectation.optional(),
    tolerance: tolerance.optional(),
  }),
  output: json(expectationLine),
  errors: [
    'datasets.unknown',
    'datasets.expectationUnknown',
    'datasets.expectationInvalid',
    'governance.refused',
  ],
  cli: { words: ['datasets', 'change-expectation'] },
});

export const readDrift = route({
  name: 'datasets.readDrift',
  method: 'GET',
  path: `${at}/drift`,
  summary: 'What changed from one version to the next, column by column',
  permission: 'datasets:read',
  input: z.object({ id: datasetRef, version }),
  output: json(drift),
  errors: ['datasets.unknown', 'datasets.versionUnknown', 'datasets.notCompared'],
  audit: 'read',
  cli: { words: ['datasets', 'drift'] },
});

export const release = route({
  name: 'datasets.release',
  method: 'POST',
  path: `${at}/release`,
  summary: 'Publish a version that is held',
  description:
    'With a patch it is made to fit first; without, a reason is asked for. Who may change the dataset may do it.',
  permission: 'datasets:write',
  input: z.object({
    id: datasetRef,
    version: z.int().min(1),
    reason,
    accept: z.boolean().default(false).describe('Do what was proposed'),
    patch: driftPatch.optional().describe('Do this instead'),
  }),
  output: json(
    z.object({
      version: z.int(),
      state: z.enum(['ready', 'held']),
      jobId: id.describe('The job that patches and publishes it, and does the recipe on it'),
    }),
  ),
  errors: [
    'datasets.unknown',
    'datasets.versionUnknown',
    'datasets.notHeld',
    'datasets.reasonNeeded',
    'datasets.patchInvalid',
    'governance.refused',
  ],
  cli: { positional: ['id'] },
});

export const discard = route({
  name: 'datasets.discard',
  method: 'POST',
  path: `${at}/discard`,
  summary: 'Discard a version that is held; the file it was made from stays',
  permission: 'datasets:write',
  input: z.object({ id: datasetRef, version: z.int().min(1), reason }),
  output: json(z.object({ version: z.int(), state: z.literal('discarded') })),
  errors: [
    'datasets.unknown',
    'datasets.versionUnknown',
    'datasets.notHeld',
    'datasets.reasonNeeded',
    'governance.refused',
  ],
  cli: { positional: ['id'] },
});

const rulesView = z.object({
  rules: driftRules,
  from: z.enum(['dataset', 'organisation', 'insites']).describe('Who set them'),
});

export const readDriftRules = route({
  name: 'datasets.readDriftRules',
  method: 'GET',
  path: `${at}/drift-rules`,
  summary: 'When a new version of the dataset stops',
  permission: 'datasets:read',
  input: z.object({ id: datasetRef }),
  output: json(rulesView),
  errors: ['datasets.unknown'],
  cli: { words: ['datasets', 'drift-rules'] },
});

export const setDriftRules = route({
  name: 'datasets.setDriftRules',
  method: 'PUT',
  path: `${at}/drift-rules`,
  summary: 'Set when a new version of the dataset stops',
  permission: 'datasets:write',
  input: z.object({
    id: datasetRef,
    rules: driftRules.nullable().describe("null: the organisation's"),
  }),
  output: json(rulesView),
  errors: ['datasets.unknown', 'governance.refused'],
  cli: { words: ['datasets', 'set-drift-rules'] },
});

export const setOrganisationDriftRules = route({
  name: 'datasets.setOrganisationDriftRules',
  method: 'PUT',
  path: '/api/v1/datasets/drift-rules',
  summary: 'Set when new versions of all datasets of the organisation stop',
  permission: 'datasets:rules',
  input: z.object({ rules: driftRules.nullable().describe('null: those of Insites') }),
  output: json(rulesView),
  errors: [],
  cli: { words: ['datasets', 'set-organisation-drift-rules'] },
});
