import { verbs as auditVerbs } from '@insites/audit/cli';
import { audit } from '@insites/audit/contract';
import { verbs as datasetVerbs } from '@insites/datasets/cli';
import { datasets } from '@insites/datasets/contract';
import { verbs as fileVerbs } from '@insites/files/cli';
import { files } from '@insites/files/contract';
import { governance } from '@insites/governance/contract';
import { identity } from '@insites/identity/contract';
import type { DomainDefinition } from '@insites/kernel';
import { licensing } from '@insites/licensing/contract';
import { platform } from '@insites/platform/contract';
import { routeVerbs } from './route-verb.ts';
import { fromRoom, type Verb } from './verb.ts';

/** The domains whose routes become verbs. */
export const domains: readonly DomainDefinition[] = [
  datasets,
  files,
  identity,
  audit,
  governance,
  licensing,
  platform,
];

/** Verbs of domains: those of the routes, and those that are more than one route. */
export const domainVerbs: readonly Verb[] = [
  ...[...datasetVerbs, ...fileVerbs, ...auditVerbs].map(fromRoom),
  ...domains.flatMap(routeVerbs),
];
