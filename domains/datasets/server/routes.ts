import { type Binding, bind } from '@insites/platform';
import * as contract from '../contract/index.ts';
import type { Deps } from './deps.ts';
import { preview as previewFit } from './fits/preview.ts';
import { findFits } from './fits/service.ts';
import * as imports from './imports/service.ts';
import { understand } from './imports/understand.ts';
import { beginDeduplicate } from './links/deduplicate.ts';
import * as links from './links/service.ts';
import * as profiling from './profiling/service.ts';
import * as expected from './quality/expectations.ts';
import * as released from './quality/release.ts';
import * as quality from './quality/service.ts';
import { schemaOf } from './reading/schema.ts';
import * as reading from './reading/service.ts';
import { begin as beginRepair } from './repairs/service.ts';
import { rejectedRows, rejectedTable, repairedRows } from './repairs/views.ts';
import * as service from './service.ts';
import { changeSettings, readSettings } from './settings/service.ts';
import { changesIn } from './standardising/changes.ts';
import { begin as beginStandardising } from './standardising/service.ts';
import * as standardising from './standardising/views.ts';

/** Every route of the contract and what answers it. */
export function bindings(deps: Deps): readonly Binding[] {
  return [
    bind(contract.list, ({ input, actor }) => service.listFor(actor, input, deps)),
    bind(contract.read, ({ input, actor }) => service.read(actor, input.id, deps)),
    bind(contract.importFile, ({ input, actor, note }) => imports.begin(actor, input, note, deps)),
    bind(contract.understand, ({ input, actor, note }) => understand(actor, input, note, deps)),
    bind(contract.update, ({ input: { id, ...changes }, actor, note }) =>
      service.change(actor, id, changes, note, deps),
    ),
    bind(contract.remove, async ({ input, actor, note }) => {
      await service.remove(actor, input.id, note, deps);
      return undefined;
    }),
    bind(contract.listVersions, ({ input, actor }) => service.listVersions(actor, input.id, deps)),
    bind(contract.profile, ({ input, actor, note }) =>
      profiling.readProfile(actor, input.id, input.version, note, deps),
    ),
    bind(contract.rejected, ({ input, actor, note }) => rejectedRows(actor, input, note, deps)),
    bind(contract.rejectedTable, ({ input, actor, note }) =>
      rejectedTable(actor, input, note, deps),
    ),
    bind(contract.repairRejected, ({ input, actor, note }) =>
      beginRepair(actor, input, note, deps),
    ),
    bind(contract.repairs, ({ input, actor, note }) => repairedRows(actor, input, note, deps)),
    bind(contract.data, ({ input, actor, note, signal }) =>
      reading.data(actor, input, note, signal, deps),
    ),
    bind(contract.query, ({ input, actor, note, signal }) =>
      reading.query(actor, input, note, signal, deps),
    ),
    bind(contract.findDuplicates, ({ input, actor, note }) =>
      links.beginFind(actor, input, note, deps),
    ),
    bind(contract.duplicates, ({ input, actor, note }) =>
      links.showDuplicates(actor, input, note, deps),
    ),
    bind(contract.decidePair, ({ input, actor, note }) => links.decide(actor, input, note, deps)),
    bind(contract.undoDecision, async ({ input, actor, note }) => {
      await links.undo(actor, input.id, input.decisionId, note, deps);
      return undefined;
    }),
    bind(contract.deduplicate, ({ input, actor, note }) =>
      beginDeduplicate(actor, input, note, deps),
    ),
    bind(contract.fits, ({ input, actor, note }) => findFits(actor, input, note, deps)),
    bind(contract.previewFit, ({ input, actor, note, signal }) =>
      previewFit(actor, input, note, signal, deps),
    ),
    bind(contract.proposals, ({ input, actor, note }) =>
      standardising.proposalsOf(actor, input, note, deps),
    ),
    bind(contract.standardise, ({ input, actor, note }) =>
      beginStandardising(actor, input, note, deps),
    ),
    bind(contract.setMeaning, ({ input, actor, note }) =>
      standardising.setMeaning(actor, input, note, deps),
    ),
    bind(contract.readRecipe, ({ input, actor, note }) =>
      standardising.recipeOf(actor, input, note, deps),
    ),
    bind(contract.recipeForm, () => Promise.resolve(contract.recipeSchema())),
    bind(contract.changes, ({ input, actor, note, signal }) =>
      changesIn(actor, input, note, signal, deps),
    ),
    bind(contract.settings, ({ actor }) => readSettings(actor, deps)),
    bind(contract.changeSettings, ({ input, actor, note }) =>
      changeSettings(actor, input, note, deps),
    ),
    bind(contract.schema, ({ actor }) => schemaOf(actor, deps)),
    bind(contract.checks, ({ input, actor, note }) =>
      quality.readChecks(actor, input.id, input.version, note, deps),
    ),
    bind(contract.addExpectation, ({ input, actor, note }) =>
      expected.addOne(actor, input, note, deps),
    ),
    bind(contract.changeExpectation, ({ input, actor, note }) =>
      expected.changeOne(actor, input, note, deps),
    ),
    bind(contract.readDrift, ({ input, actor, note }) =>
      quality.readDriftOf(actor, input.id, input.version, note, deps),
    ),
    bind(contract.release, ({ input, actor, note }) =>
      released.releaseHeld(actor, input, note, deps),
    ),
    bind(contract.discard, ({ input, actor, note }) =>
      released.discardHeld(actor, input, note, deps),
    ),
    bind(contract.readDriftRules, ({ input, actor }) => quality.readRules(actor, input.id, deps)),
    bind(contract.setDriftRules, ({ input, actor, note }) =>
      quality.setRules(actor, input.id, input.rules, note, deps),
    ),
    bind(contract.setOrganisationDriftRules, ({ input, actor, note }) =>
      quality.setOrganisationRules(actor, input.rules, note, deps),
    ),
  ];
}
