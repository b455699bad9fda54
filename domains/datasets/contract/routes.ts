import { visibility } from '@insites/governance/contract';
import { bytes, id, json, nothing, pageInput, pageOf, route } from '@insites/kernel';
import { z } from 'zod';
import { datasetName, datasetRef, datasetView, reading, versionView } from './dataset.ts';
import { formats, mediaTypes } from './format.ts';
import { chartSuggestion, columnProfile } from './profile.ts';
import { queryResult } from './query.ts';

const at = '/api/v1/datasets';
const version = z.int().min(1).optional().describe('Number; default: the latest');
const part = z.string().min(1).max(500).optional();
const text = { title: z.string().trim().min(1).max(200), description: z.string().max(10_000) };

export const list = route({
  name: 'datasets.list',
  method: 'GET',
  path: at,
  summary: 'Datasets you may see',
  permission: 'datasets:read',
  input: pageInput.extend({
    sort: z.enum(['title', 'updatedAt', 'rows']).default('updatedAt'),
    descending: z.boolean().default(true),
    visibility: visibility.optional(),
  }),
  output: json(pageOf(datasetView).extend({ can: z.object({ create: z.boolean() }) })),
  errors: [],
  cli: { columns: ['name', 'title', 'visibility', 'latest.rows', 'latest.number', 'updatedAt'] },
});

export const read = route({
  name: 'datasets.read',
  method: 'GET',
  path: `${at}/{id}`,
  summary: 'A dataset and its latest version',
  permission: 'datasets:read',
  input: z.object({ id: datasetRef }),
  output: json(datasetView),
  errors: ['datasets.unknown'],
});

// `import` is a reserved word; the key of the route is given in index.ts.
export const importFile = route({
  name: 'datasets.import',
  method: 'POST',
  path: `${at}/import`,
  summary: 'Make a dataset, or its next version, from a file in the store',
  permission: 'datasets:write',
  input: z.object({
    fileId: id,
    fileVersion: version,
    datasetId: id.optional().describe('The dataset that gets a new version; default: a new one'),
    name: datasetName.optional().describe('Default: from the name of the file'),
    title: text.title.optional(),
    description: text.description.optional(),
    visibility: visibility.default('private'),
    attribution: z.string().max(1_000).default(''),
    sheet: part.describe('Sheet of a spreadsheet: its name or number'),
    table: part.describe(
      'Table of a database or sheet, or path of XML elements: its name, range or number',
    ),
    member: part.describe('File in an archive: its name or number'),
    dialect: z
      .int()
      .min(1)
      .max(2)
      .optional()
      .describe('Which of the two ways to read it, when asked'),
    ...reading.shape,
    standardiseFrom: z
      .number()
      .min(0)
      .max(1)
      .optional()
      .describe('Do steps that are at least so sure without asking; kept for the next file'),
  }),
  output: json(z.object({ datasetId: id, name: datasetName, versionId: id, jobId: id })),
  errors: [
    'datasets.nameTaken',
    'datasets.unknown',
    'files.unknown',
    'datasets.importing',
    'datasets.held',
  ],
  status: 202,
  cli: { hidden: true },
});

export const understand = route({
  name: 'datasets.understand',
  method: 'POST',
  path: `${at}/understand`,
  summary: 'How a text would be read, before it is imported; two ways where one is not sure enough',
  permission: 'datasets:write',
  input: z.object({ fileId: id, fileVersion: version }),
  output: json(
    z.object({
      probability: z
        .number()
        .nullable()
        .describe('That the first way is right; null for what is no delimited text'),
      ways: z
        .array(
          z.object({
            dialect: z.int().describe('What to say at the import to choose it'),
            how: z.string(),
            names: z.array(z.string()),
            rows: z.array(z.array(z.string().nullable())),
          }),
        )
        .describe('Two when a person has to choose, one when not, none for other formats'),
    }),
  ),
  errors: ['files.unknown'],
  audit: 'read',
  cli: { hidden: true },
});

export const update = route({
  name: 'datasets.update',
  method: 'PATCH',
  path: `${at}/{id}`,
  summary: 'Change the name, the texts or who sees it',
  permission: 'datasets:write',
  input: z.object({
    id: datasetRef,
    name: datasetName.optional(),
    title: text.title.optional(),
    description: text.description.optional(),
    attribution: z.string().max(1_000).optional(),
    visibility: visibility.optional(),
    standardiseFrom: z
      .number()
      .min(0)
      .max(1)
      .nullable()
      .optional()
      .describe('Do steps that are at least so sure without asking; null: none'),
  }),
  output: json(datasetView),
  errors: ['datasets.unknown', 'datasets.nameTaken', 'governance.refused'],
});

export const remove = route({
  name: 'datasets.remove',
  method: 'DELETE',
  path: `${at}/{id}`,
  summary: 'Delete a dataset with all its versions',
  permission: 'datasets:write',
  input: z.object({ id: datasetRef }),
  output: nothing(),
  errors: ['datasets.unknown', 'governance.refused'],
});

export const listVersions = route({
  name: 'datasets.listVersions',
  method: 'GET',
  path: `${at}/{id}/versions`,
  summary: 'All versions, newest first',
  permission: 'datasets:read',
  input: z.object({ id: datasetRef }),
  output: json(z.object({ items: z.array(versionView) })),
  errors: ['datasets.unknown'],
  cli: {
    words: ['datasets', 'versions'],
    columns: ['number', 'state', 'rows', 'bytes', 'createdAt', 'note'],
  },
});

export const profile = route({
  name: 'datasets.profile',
  method: 'GET',
  path: `${at}/{id}/profile`,
  summary: 'What is in each column: type, missing, distinct, range, top values, distribution',
  permission: 'datasets:read',
  input: z.object({ id: datasetRef, version }),
  output: json(
    z.object({
      version: z.int(),
      rows: z.number(),
      columns: z.array(columnProfile),
      charts: z.array(chartSuggestion),
      ready: z.boolean().describe('False while the columns are still being looked at'),
    }),
  ),
  errors: ['datasets.unknown', 'datasets.versionUnknown'],
  audit: 'read',
  cli: { columns: ['name', 'type', 'missing', 'distinct', 'min', 'max'] },
});

export const data = route({
  name: 'datasets.data',
  method: 'GET',
  path: `${at}/{id}/data`,
  summary: 'The rows, chosen and streamed',
  description:
    'select, where and order are SQL expressions over the columns. Text cells of CSV that a ' +
    "spreadsheet would run as a formula get a leading ' (OWASP ASVS 5.0, 1.2.10); formulas=keep leaves them.",
  permission: 'datasets:read',
  input: z.object({
    id: datasetRef,
    version,
    format: z.enum(formats).default('json'),
    select: z
      .string()
      .max(10_000)
      .optional()
      .describe('Expressions separated by commas; default: all columns'),
    where: z
      .string()
      .max(10_000)
      .optional()
      .describe("A condition, e.g. amount > 100 and kind = 'x'"),
    order: z.string().max(2_000).optional().describe('Expressions with asc or desc'),
    limit: z.int().min(0).optional(),
    offset: z.int().min(0).optional(),
    rows: z
      .enum(['all', 'passing', 'failing'])
      .default('all')
      .describe('passing: without rows that fail an expectation; failing: those, with the reason'),
    formulas: z.enum(['escape', 'keep']).default('escape').describe('CSV only'),
  }),
  output: bytes(...Object.values(mediaTypes)),
  errors: [
    'datasets.unknown',
    'datasets.versionUnknown',
    'platform.queryInvalid',
    'platform.queryRefused',
  ],
  audit: 'read',
  cli: { hidden: true },
});

export const query = route({
  name: 'datasets.query',
  method: 'POST',
  path: `${at}/query`,
  summary: 'Ask in SQL; the names of datasets are the tables',
  permission: 'datasets:read',
  input: z.object({
    sql: z.string().min(1).max(100_000),
    limit: z.int().min(1).max(10_000).default(1_000).describe('Rows of the answer'),
  }),
  output: json(queryResult),
  errors: [
    'datasets.unknown',
    'platform.queryInvalid',
    'platform.queryRefused',
    'platform.queryTimedOut',
    'platform.queryOutOfMemory',
    'platform.engineCrashed',
  ],
  audit: 'read',
  cli: { words: ['sql'], positional: ['sql'] },
});

export const schema = route({
  name: 'datasets.schema',
  method: 'GET',
  path: `${at}/schema`,
  summary: 'Names of datasets and columns, for completion',
  permission: 'datasets:read',
  input: z.object({}),
  output: json(
    z.object({
      tables: z.array(
        z.object({
          name: z.string(),
          title: z.string(),
          columns: z.array(z.object({ name: z.string(), type: z.string() })),
        }),
      ),
    }),
  ),
  errors: [],
  cli: { hidden: true },
});
