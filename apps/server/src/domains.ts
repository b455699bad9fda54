import { audit } from '@insites/audit/contract';
import { type Audit, schema as auditSchema, auditServer } from '@insites/audit/server';
import { datasets } from '@insites/datasets/contract';
import { type Datasets, schema as datasetsSchema, datasetsServer } from '@insites/datasets/server';
import { files } from '@insites/files/contract';
import { type Files, schema as filesSchema, filesServer } from '@insites/files/server';
import { governance } from '@insites/governance/contract';
import {
  type Governance,
  schema as governanceSchema,
  governanceServer,
} from '@insites/governance/server';
import { identity } from '@insites/identity/contract';
import { type Identity, schema as identitySchema, identityServer } from '@insites/identity/server';
import type { DomainDefinition, Level } from '@insites/kernel';
import { licensing } from '@insites/licensing/contract';
import {
  type Licensing,
  schema as licensingSchema,
  licensingServer,
} from '@insites/licensing/server';
import {
  type Binding,
  type JobHandler,
  type OwnedSchema,
  type Platform,
  platformBindings,
  platformOf,
} from '@insites/platform';
import { platform as platformContract } from '@insites/platform/contract';
import about from '../package.json' with { type: 'json' };

/** Version of Insites. */
export const { version } = about;

/** Every domain's public face, in the order of the house. */
export const contracts: readonly DomainDefinition[] = [
  platformContract,
  audit,
  identity,
  licensing,
  governance,
  files,
  datasets,
];

/** PostgreSQL schemas, in the order in which they are brought up to date. */
export const schemas: readonly OwnedSchema[] = [
  auditSchema,
  identitySchema,
  licensingSchema,
  governanceSchema,
  filesSchema,
  datasetsSchema,
];

/** All permissions and the least that each asks for. */
export const allPermissions: Readonly<Record<string, Level>> = Object.assign(
  {},
  ...contracts.map(({ permissions }) => permissions),
);

/** The domains at work on one platform. */
export interface Domains {
  readonly audit: Audit;
  readonly identity: Identity;
  readonly licensing: Licensing;
  readonly governance: Governance;
  readonly files: Files;
  readonly datasets: Datasets;
  readonly bindings: readonly Binding[];
  readonly jobs: readonly JobHandler<never>[];
}

/** Opens every domain with what stands left of it. */
export function openDomains(platform: Platform): Domains {
  const at = (domain: string) => platformOf(platform, domain);
  const audit = auditServer(at('audit'));
  const identity = identityServer(at('identity'), { audit, allPermissions });
  const licensing = licensingServer(at('licensing'), { identity });
  const governance = governanceServer(at('governance'));
  const files = filesServer(at('files'), { governance, licensing, identity, audit });
  const datasets = datasetsServer({ platform: at('datasets'), identity, governance, files, audit });
  const all = [audit, identity, licensing, governance, files, datasets];
  return {
    audit,
    identity,
    licensing,
    governance,
    files,
    datasets,
    bindings: [
      ...platformBindings({ jobs: platform.jobs, version }),
      ...all.flatMap(({ bindings }) => bindings),
    ],
    jobs: [...audit.jobs, ...identity.jobs, ...files.jobs, ...datasets.jobs],
  };
}
