import { visibility } from '@insites/governance/contract';
import { id } from '@insites/kernel';
import { z } from 'zod';

/** The name a dataset has in addresses, on the command line and in SQL. */
export const datasetName = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,62}$/, 'Small letters, digits and _, beginning with a letter')
  .describe('Name in addresses, on the command line and in SQL');

/** A dataset's id or its name in the organisation whose hat is worn. */
export const datasetRef = z.string().min(1).max(63).describe('Id or name');

/** How every row of the file is accounted for: `records = loaded + rejected + header + preamble + blank + footer`. */
export const conservation = z.object({
  records: z.int().describe('Records counted in the file by our own scanner'),
  loaded: z.int(),
  repaired: z
    .int()
    .optional()
    .describe('Of loaded: rows that were rejected first, repaired and sent back'),
  rejected: z.int().describe('Kept, with the reason'),
  header: z.int(),
  preamble: z.int(),
  blank: z.int(),
  footer: z.int(),
  detail: z
    .object({
      units: z.int().describe('Of header: rows of units of measure'),
      repeatedHeaders: z.int().describe('Of header: the header once more, among the rows'),
      comments: z.int().describe('Of footer: remarks among or below the rows'),
      totals: z.int().describe('Of footer: sums below the rows'),
      otherTables: z.int().describe('Of footer: records of further tables of the file'),
    })
    .optional(),
  holds: z.boolean(),
  sentence: z.string(),
});
export type Conservation = z.infer<typeof conservation>;

/** Which part of a file with several tables a version is made of; the words that ask for it at an import. */
export const partOfFile = z.object({
  sheet: z.string().optional().describe('Sheet of a spreadsheet'),
  table: z
    .string()
    .optional()
    .describe('Table of a database, range of a sheet, or path of the elements of an XML document'),
  member: z.string().optional().describe('File in an archive'),
});
export type PartOfFile = z.infer<typeof partOfFile>;

/** Encodings in which a text may be said to be. */
export const encodings = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'macintosh',
  'windows-1250',
  'windows-1251',
  'windows-1253',
  'windows-1254',
  'windows-1257',
  'koi8-r',
] as const;

/** How a delimited text is to be read; what is not said is detected. */
export const reading = z.object({
  delimiter: z
    .string()
    .max(8)
    .optional()
    .describe('What stands between fields, e.g. ; or \\t (a tab); empty: every line is one field'),
  quote: z.string().max(1).optional().describe('What stands around fields; empty: nothing does'),
  escape: z
    .enum(['doubled', 'backslash', 'none'])
    .optional()
    .describe('How a quote stands inside of a quoted field'),
  encoding: z.enum(encodings).optional(),
  skipLines: z.int().min(0).max(100_000).optional().describe('Lines above the table'),
  headerRows: z.int().min(0).max(10).optional().describe('Rows that name the columns'),
});
export type Reading = z.infer<typeof reading>;

/** Formats that are read. What a file is, its bytes say; its name has no say. */
export const sourceFormats = [
  'csv',
  'fixed',
  'ndjson',
  'json',
  'geojson',
  'parquet',
  'arrow',
  'xlsx',
  'xls',
  'ods',
  'sqlite',
  'shapefile',
  'kml',
  'xml',
] as const;

/** How the file was read; replaying it on the same bytes gives the same version. */
export const recipe = z.object({
  format: z.enum(sourceFormats),
  encoding: z.string().nullable(),
  delimiter: z.string().nullable(),
  quote: z.string().nullable(),
  escape: z.enum(['doubled', 'backslash', 'none']).optional(),
  header: z.boolean().nullable(),
  headerRows: z.int().optional(),
  comment: z.string().optional().describe('What begins a line that is a remark'),
  probability: z
    .number()
    .optional()
    .describe('That a delimited text was understood, as it was before anybody was asked'),
  skippedLines: z.int(),
  answered: reading
    .optional()
    .describe('What a person said of how to read it; also used for the next file'),
  packing: z
    .array(z.string())
    .optional()
    .describe('What had to be unpacked, outermost first: zip, gzip, bzip2, zstd'),
  part: partOfFile.optional().describe('Where the file has several tables'),
  cuts: z.array(z.int()).optional().describe('Fixed width: the character each column begins at'),
  crs: z.string().optional().describe('Coordinate system of the shapes, as the file says'),
  notes: z.array(z.string()).optional().describe('What else was done, as sentences'),
  columns: z.array(
    z.object({
      name: z.string(),
      source: z.string().describe('Its name in the file'),
      type: z.string(),
      why: z.string().describe('What the type was decided on'),
      unit: z.string().optional().describe('What it is measured in, as a row of the file says'),
    }),
  ),
});
export type Recipe = z.infer<typeof recipe>;

/** held: waits for a person, see its drift; discarded: its number and its story are all that is left. */
export const versionStates = ['importing', 'held', 'ready', 'discarded'] as const;

/** One immutable version: hashed Parquet and how it came to be. */
export const versionView = z.object({
  id,
  number: z.int(),
  state: z.enum(versionStates),
  rows: z.number(),
  bytes: z.number().describe('Of the Parquet file'),
  sourceBytes: z.number(),
  sha256: z.string().nullable().describe('Of the Parquet file'),
  source: z.object({ fileId: id, fileName: z.string(), version: z.int() }).nullable(),
  conservation: conservation.nullable(),
  recipe: recipe.nullable(),
  standardised: z
    .object({
      from: z.int().describe('The version with the raw values'),
      steps: z.int(),
      cells: z.number().describe('Cells that are not as in the file'),
    })
    .nullable()
    .describe('Null for a version that is as the file is'),
  note: z.string(),
  jobId: id.nullable(),
  createdAt: z.iso.datetime(),
  createdBy: z.object({ id, name: z.string() }).nullable(),
});
export type VersionView = z.infer<typeof versionView>;

export const datasetView = z.object({
  id,
  name: datasetName,
  title: z.string(),
  description: z.string(),
  visibility,
  attribution: z.string().describe('Where it comes from and under which licence'),
  organisation: z.object({ id, name: z.string() }),
  owner: z.object({ id, name: z.string() }).nullable(),
  latest: versionView.nullable().describe('The newest version that is ready'),
  importing: z.object({ jobId: id }).nullable().describe('The import that is going on'),
  held: z
    .object({ version: z.int() })
    .nullable()
    .describe('The version that waits for a person, shown to who may change the dataset'),
  versionCount: z.int(),
  columnCount: z.int(),
  standardiseFrom: z
    .number()
    .nullable()
    .describe('Steps at least so sure are done without asking, 0 to 1; null: none'),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  can: z.object({
    read: z.boolean(),
    update: z.boolean(),
    addVersion: z.boolean(),
    remove: z.boolean(),
    share: z.boolean(),
  }),
});
export type DatasetView = z.infer<typeof datasetView>;
