import type { Audit } from '@insites/audit/server';
import type { Files } from '@insites/files/server';
import type { Governance } from '@insites/governance/server';
import type { Identity } from '@insites/identity/server';
import type { Platform } from '@insites/platform';
import type { ScansAhead } from './imports/scans-ahead.ts';

/** What the verbs of this domain work with. */
export interface Deps {
  readonly platform: Platform;
  readonly identity: Identity;
  readonly governance: Governance;
  readonly files: Files;
  readonly audit: Pick<Audit, 'record'>;
  /** Where imports are done: what is known of files that have just arrived. */
  readonly ahead?: ScansAhead;
}
