import { mkdtempSync, rmSync } from 'node:fs';
import { openAuditLog } from './support/audit-log.ts';
import { quantile } from './support/measure.ts';
import { runOther } from './support/other.ts';

const home = mkdtempSync('/tmp/insites-zz-');
const log = await openAuditLog(home);
for (let r = 0; r < 4; r++)
  for (const path of ['audited', 'plain']) {
    const { milliseconds: m } = await runOther<{ milliseconds: number[] }>(
      'paced-load',
      `${log.url}/api/v1/bench/${path}`,
      '50',
      '50',
      '3',
    );
    console.log(
      path,
      'p50',
      quantile(m, 0.5).toFixed(1),
      'p90',
      quantile(m, 0.9).toFixed(1),
      'p99',
      quantile(m, 0.99).toFixed(1),
    );
  }
await log.stop();
rmSync(home, { recursive: true, force: true });
