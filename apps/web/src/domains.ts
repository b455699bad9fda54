import { pages as audit } from '@insites/audit/ui';
import { pages as datasets } from '@insites/datasets/ui';
import { pages as files } from '@insites/files/ui';
import { pages as governance } from '@insites/governance/ui';
import { pages as identity } from '@insites/identity/ui';
import { pages as licensing } from '@insites/licensing/ui';
import type { Page } from '@insites/ui';
import { ownPages } from './own-pages.ts';

/** Every page there is: the app's own and the domains', in their order. */
export const pages: readonly Page[] = [
  ...ownPages,
  ...audit,
  ...identity,
  ...licensing,
  ...governance,
  ...files,
  ...datasets,
];
