import { comments as fitsComments } from './fits/tables.ts';
import { comments as linksComments } from './links/tables.ts';
import { comments as qualityComments } from './quality/tables.ts';
import { comments as settingsComments } from './settings/tables.ts';
import { comments as versionsComments } from './versions/tables.ts';

export { sketches } from './fits/tables.ts';
export { linkDecisions, linkEvents, linkRuns } from './links/tables.ts';
export { checks, drifts, expectations, facts } from './quality/tables.ts';
export { schema } from './schema/tables.ts';
export { settings } from './settings/tables.ts';
export { columns, datasets, versions } from './versions/tables.ts';

/** The data dictionary: what stands in the tables. */
export const comments = [
  ...versionsComments,
  ...fitsComments,
  ...settingsComments,
  ...linksComments,
  ...qualityComments,
];
