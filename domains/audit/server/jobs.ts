import type { Database, JobHandler } from '@insites/platform';
import { retain } from './retention/service.ts';

/** What the log does on a clock. */
export function jobs(database: Database): readonly JobHandler<never>[] {
  return [
    {
      name: 'audit.retain',
      schedule: '17 3 * * *',
      run: async ({ signal }) => ({ removed: await retain(database, signal) }),
    },
  ];
}
