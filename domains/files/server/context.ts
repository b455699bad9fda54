import type { Audit } from '@insites/audit/server';
import type { Governance } from '@insites/governance/server';
import type { Identity } from '@insites/identity/server';
import type { Licensing } from '@insites/licensing/server';
import type { Platform } from '@insites/platform';

/** Says why a file has to stay, as a sentence, or null. */
export type RemovalCheck = (fileId: string) => Promise<string | null>;

/** What the verbs of this domain work with. */
export interface Context {
  readonly platform: Pick<Platform, 'config' | 'database' | 'log' | 'objects'>;
  readonly identity: Pick<Identity, 'namesOf' | 'systemActor'>;
  readonly governance: Pick<Governance, 'decide' | 'require' | 'readable'>;
  readonly licensing: Pick<Licensing, 'requireStorage'>;
  readonly audit: Pick<Audit, 'record'> | null;
  readonly removalChecks: RemovalCheck[];
}
