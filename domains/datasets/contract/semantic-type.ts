import { z } from 'zod';

/** What the values of a column mean, beyond how they are stored. `text` and `number` say: nothing more is known. */
export const semanticTypes = [
  'person-name',
  'organisation',
  'street-address',
  'city',
  'state',
  'country',
  'zip',
  'fips',
  'latitude',
  'longitude',
  'coordinates',
  'phone',
  'email',
  'url',
  'ip',
  'ssn',
  'ein',
  'npi',
  'vin',
  'isbn',
  'iban',
  'parcel',
  'case-number',
  'money',
  'percentage',
  'measure',
  'date',
  'datetime',
  'time',
  'year',
  'fiscal-year',
  'duration',
  'yes-no',
  'ordinal',
  'category',
  'free-text',
  'key',
  'foreign-key',
  'identifier',
  'number',
  'text',
] as const;
export type SemanticType = (typeof semanticTypes)[number];

/** What a column is called by, or what names something in it: digits of these are no quantity. */
export const namingTypes: readonly SemanticType[] = [
  'identifier',
  'key',
  'foreign-key',
  'parcel',
  'case-number',
  'zip',
  'fips',
  'phone',
  'ssn',
  'ein',
  'npi',
  'vin',
  'isbn',
  'iban',
];

/** One reading of a column, with the evidence for it. */
export const semanticFinding = z.object({
  type: z.enum(semanticTypes),
  confidence: z.number().describe('0 to 1'),
  passed: z.number().describe('Rows whose value is of this type'),
  of: z.number().describe('Rows with a value, those proposed as missing left out'),
  share: z.number().describe('passed / of'),
  over: z
    .enum(['all rows', 'some values'])
    .describe('Whether every row was looked at, or only some of the distinct values'),
  why: z.string(),
  failing: z.array(z.string()).describe('Values that are not of this type, some'),
  details: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
    .describe(
      'What the type needs to be read: currency, unit, order of a date, scheme of a number',
    ),
});
export type SemanticFinding = z.infer<typeof semanticFinding>;

/** A value that seems to stand for “missing”. It is proposed, never assumed. */
export const missingProposal = z.object({
  value: z.string(),
  count: z.number().describe('Rows'),
  confidence: z.number(),
  why: z.string(),
});
export type MissingProposal = z.infer<typeof missingProposal>;

/** Everything found about the meaning of one column. */
export const columnMeaning = z.object({
  column: z.string(),
  best: semanticFinding,
  ranked: z.array(semanticFinding).describe('Best first'),
  missing: z.array(missingProposal),
  unique: z.boolean().describe('Every row has a value and no value occurs twice'),
  chosen: z.boolean().optional().describe('A person said which type it is'),
  open: z
    .boolean()
    .optional()
    .describe('Whole numbers of which nothing tells whether they count something or name it'),
});
export type ColumnMeaning = z.infer<typeof columnMeaning>;
