import type { Identity } from '@insites/identity/server';
import type { Binding, Connection, OwnedSchema, Platform } from '@insites/platform';
import { type LicensingFixtures, licensingFixtures } from './fixtures/store.ts';
import { bindings } from './routes.ts';
import { type Context, type MeasureStorage, requireSeat, requireStorage } from './service.ts';

export type { LicensingFixtures, PlanFixture } from './fixtures/store.ts';
export type { MeasureStorage } from './service.ts';

/** This domain's tables and their migrations; what `openPlatform` needs before anything is opened. */
export const schema: OwnedSchema = {
  name: 'licensing',
  migrations: new URL('./migrations/', import.meta.url),
};

/** Plans, seats and quotas. */
export interface Licensing {
  readonly bindings: readonly Binding[];
  readonly schema: OwnedSchema;
  /**
   * Refuses one person more than there are seats. Identity asks it before every membership, with
   * its own connection.
   * @throws licensing.seatsTaken
   */
  requireSeat(organisationId: string, connection?: Connection): Promise<void>;
  /** Refuses bytes for which there is no room. @throws licensing.storageFull */
  requireStorage(organisationId: string, bytes: number): Promise<void>;
  readonly fixtures: LicensingFixtures;
  /** Slot: how many bytes a domain stores for an organisation. */
  measureStorage(measure: MeasureStorage): void;
}

/** Opens licensing and fills identity's slot for seats. */
export function licensingServer(
  platform: Pick<Platform, 'database'> & { readonly databases: Pick<Platform['databases'], 'of'> },
  { identity }: { readonly identity: Pick<Identity, 'countMembers' | 'onBeforeMember'> },
): Licensing {
  const context: Context = {
    database: platform.database,
    identity,
    besideIdentity: platform.databases.of('identity') === platform.database,
    storage: [],
  };
  identity.onBeforeMember((organisationId, transaction) =>
    requireSeat(organisationId, transaction, context),
  );
  return {
    bindings: bindings(context),
    schema,
    requireSeat: (organisationId, connection) => requireSeat(organisationId, connection, context),
    requireStorage: (organisationId, bytes) => requireStorage(organisationId, bytes, context),
    fixtures: licensingFixtures(platform.database),
    measureStorage: (measure) => void context.storage.push(measure),
  };
}
