import {
  createLog,
  hashCatalogue,
  migrateClient,
  readCatalogue,
  withClient,
} from '@insites/platform';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { allSchemas } from '../../src/databases/at-databases.ts';
import { markDatabases, migrateDatabases, recreateDatabases } from '../../src/databases/index.ts';
import { insites } from './command.ts';
import { ask, createTwoDatabases, type Named, type TwoDatabases } from './two-databases.ts';
