import { organisationHere, reachable, readable } from '@insites/platform';
import { sql } from 'drizzle-orm';
import { customType, pgSchema } from 'drizzle-orm/pg-core';

export const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => 'bytea',
});

/** This domain's own PostgreSQL schema. */
export const schema = pgSchema('datasets');

/** Rows that hang on a dataset of the organisation for which a statement is sent. */
export const ofOwnDataset = () =>
  reachable(
    'organisation',
    sql`EXISTS (SELECT FROM "datasets"."datasets" d WHERE d.id = dataset_id AND d.organisation_id = ${organisationHere}::uuid)`,
  );

/** Rows that hang on one that everybody may read. */
export const ofPublicDataset = () =>
  readable(
    'public',
    sql`EXISTS (SELECT FROM "datasets"."datasets" d WHERE d.id = dataset_id AND d.visibility = 'public')`,
  );

/** Rows that hang on a version of such a dataset. */
export const ofOwnVersion = () =>
  reachable(
    'organisation',
    sql`EXISTS (SELECT FROM "datasets"."versions" v JOIN "datasets"."datasets" d ON d.id = v.dataset_id WHERE v.id = version_id AND d.organisation_id = ${organisationHere}::uuid)`,
  );

/** Whoever sees the version sees what hangs on it. */
export const ofSeenVersion = () =>
  readable('public', sql`EXISTS (SELECT FROM "datasets"."versions" v WHERE v.id = version_id)`);
