import type { Rule } from '../house.ts';
import { contract } from './contract.ts';
import { contractsHold } from './contracts-hold.ts';
import { cycles } from './cycles.ts';
import { database } from './database.ts';
import { declared } from './declared.ts';
import { doors } from './doors.ts';
import { engineSql } from './engine-sql.ts';
import { flow } from './flow.ts';
import { foreignKeys } from './foreign-keys.ts';
import { layering } from './layering.ts';
import { names } from './names.ts';
import { oneGate } from './one-gate.ts';
import { ownPackage } from './own-package.ts';
import { ownSchema } from './own-schema.ts';
import { rooms } from './rooms.ts';
import { sides } from './sides.ts';
import { together } from './together.ts';
import { versions } from './versions.ts';

/** The law of the house. Each rule has a fixture under fixture/<name> that it must refuse. */
export const rules: readonly Rule[] = [
  doors,
  declared,
  versions,
  layering,
  ownPackage,
  cycles,
  contract,
  sides,
  flow,
  database,
  foreignKeys,
  ownSchema,
  together,
  engineSql,
  oneGate,
  rooms,
  names,
  contractsHold,
];
