import type { Audit } from '@insites/audit/server';
import type { Actor, Level } from '@insites/kernel';
import {
  asSystem,
  type Binding,
  type Connection,
  type Gatekeepers,
  type JobHandler,
  type Mount,
  type OwnedSchema,
  type Platform,
} from '@insites/platform';
import { type BeforeMember, type Clock, type Context, systemClock } from './context.ts';
import { type IdentityFixtures, identityFixtures } from './fixtures/store.ts';
import { jobs } from './jobs.ts';
import * as members from './members/store.ts';
import { OAuth } from './oauth/oauth.ts';
import * as organisations from './organisations/store.ts';
import * as people from './people/store.ts';
import { OpenId } from './providers/openid.ts';
import { bindings } from './routes.ts';
import {
  type FirstStart,
  firstStart,
  makeSignInLink,
  type StartOptions,
  systemActor,
} from './service.ts';
import { namesOf as serviceNamesOf } from './services/store.ts';
import { authenticate, authorise } from './sign-in/authenticate.ts';
import { SlowDown } from './tries/slow-down.ts';

export type { BeforeMember, Clock } from './context.ts';
export type {
  IdentityFixtures,
  MembershipFixture,
  OrganisationFixture,
  PersonFixture,
} from './fixtures/store.ts';
export type { FirstStart } from './service.ts';

/** This domain's tables and their migrations; what `openPlatform` needs before anything is opened. */
export const schema: OwnedSchema = {
  name: 'identity',
  migrations: new URL('./migrations/', import.meta.url),
};

/** An organisation as other domains name it. */
export interface OrganisationName {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
}

/** People, organisations, memberships, sessions and API tokens. */
export interface Identity {
  readonly bindings: readonly Binding[];
  readonly schema: OwnedSchema;
  readonly jobs: readonly JobHandler[];
  /** The OAuth 2.1 server. */
  readonly oauth: Mount;
  readonly authenticate: Gatekeepers['authenticate'];
  readonly authorise: Gatekeepers['authorise'];
  /** Makes the first organisation and administrator, once. After the migrations, at every start. */
  firstStart(options?: StartOptions): Promise<FirstStart>;
  /** `/sign-in#token=…`, works once within 15 minutes. Default: for the first administrator. */
  makeSignInLink(personId?: string): Promise<string>;
  /** Names of people and service accounts by id; who is unknown is absent. */
  namesOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  organisation(id: string): Promise<OrganisationName | null>;
  /** Organisations by id; what is unknown is absent. */
  organisationsOf(ids: readonly string[]): Promise<ReadonlyMap<string, OrganisationName>>;
  /** How many people belong to an organisation. */
  countMembers(organisationId: string, connection?: Connection): Promise<number>;
  /** The program itself, at work for an organisation. */
  systemActor(organisationId: string | null): Actor;
  readonly fixtures: IdentityFixtures;
  /** Slot: asked before every new membership, within its transaction. */
  onBeforeMember(allow: BeforeMember): void;
}

export interface IdentityNeeds {
  readonly audit: Audit;
  /** The permissions of all domains with the least that each asks for. */
  readonly allPermissions: Readonly<Record<string, Level>>;
  readonly clock?: Clock;
}

/** Opens identity on the platform's database. */
export function identityServer(
  platform: Pick<Platform, 'config' | 'database' | 'log' | 'sealing'> &
    Partial<Pick<Platform, 'mail'>>,
  { audit, allPermissions, clock = systemClock }: IdentityNeeds,
): Identity {
  const { config, database, log, sealing, mail = null } = platform;
  const parts = {
    database,
    log,
    sealing,
    openId: new OpenId(config),
    publicUrl: config.publicUrl,
    audit,
    mail,
    allPermissions,
    clock,
    slowDown: new SlowDown(database, () => clock.now()),
    beforeMember: [],
  };
  const context: Context = { ...parts, oauth: new OAuth(parts) };
  // What somebody may see names who made it and whose it is, also when that is another organisation.
  const named = 'names stand beside what is public';
  const organisationsOf = (ids: readonly string[]) =>
    asSystem(named, () => organisations.findOrganisations(database, ids));
  return {
    bindings: bindings(context),
    schema,
    jobs: jobs(context),
    oauth: context.oauth.mount,
    authenticate: (request) =>
      asSystem('nobody knows yet who asks', () => authenticate(request, context)),
    authorise: (actor, route) => authorise(actor, route, context),
    firstStart: (options = {}) =>
      asSystem('the first start, before there is anybody', () => firstStart(options, context)),
    makeSignInLink: (personId) =>
      asSystem('asked by who runs the server', () => makeSignInLink(personId, context)),
    namesOf: (ids) =>
      asSystem(
        named,
        async () =>
          new Map([
            ...(await people.namesOf(database, ids)),
            ...(await serviceNamesOf(database, ids)),
          ]),
      ),
    organisation: async (id) => (await organisationsOf([id])).get(id) ?? null,
    organisationsOf,
    countMembers: (organisationId, connection = database) =>
      members.countMembers(connection, organisationId),
    systemActor,
    fixtures: identityFixtures(database),
    onBeforeMember: (allow) => void context.beforeMember.push(allow),
  };
}
