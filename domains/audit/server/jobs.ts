import type { Database, JobHandler } from '@insites/platform';
import { type DigestDeps, mailCheckpoint } from './digest/service.ts';
import { retain } from './retention/service.ts';

/** What the log does on a clock. */
export function jobs(database: Database, digest: DigestDeps | null): readonly JobHandler<never>[] {
  return [
    {
      name: 'audit.retain',
      schedule: '17 3 * * *',
      run: async ({ signal }) => ({ removed: await retain(database, signal) }),
    },
    ...(digest && digest.config.auditWitnessMail.length > 0 ? [witnessMail(digest)] : []),
  ];
}

function witnessMail(digest: DigestDeps): JobHandler<never> {
  return {
    name: 'audit.mailCheckpoint',
    schedule: '23 6 * * *',
    run: async () => ({ mails: await mailCheckpoint(digest) }),
  };
}
