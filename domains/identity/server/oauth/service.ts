import { type Actor, errors, type InsitesError, newId, type RouteInput } from '@insites/kernel';
import { asSystem } from '@insites/platform';
import type Provider from 'oidc-provider';
import type { z } from 'zod';
import { type connectionView, isGrantable, type ProgramView } from '../../contract/program.ts';
import type {
  answerRequest as answerRoute,
  readRequest as readRoute,
  registerProgram as registerRoute,
} from '../../contract/program-routes.ts';
import { type Context, day, later, minute } from '../context.ts';
import { organisationUnknown } from '../organisations/service.ts';
import { findOrganisations } from '../organisations/store.ts';
import { inBrowser, includes, scopesOfNewToken, signInNeeded } from '../policy.ts';
import { hashOf, newSecret } from '../secrets.ts';
import { claimScopes, permissionsOf } from './scopes.ts';
import * as store from './store.ts';

/** Days a program acts for a person before they are asked again, at most. */
const connectionDays = 90;

/** Why the fence is passed: codes and tokens are of nobody until they are found. */
const records = 'what the OAuth server remembers';

/** Codes of devices that a person may try; one more every minute. */
const codesAtMost = 10;

/** Where a request came to: the address people type, and the request that this browser began. */
export interface Site {
  readonly origin: string;
  readonly ownRequest: string | null;
}

type Which = Pick<RouteInput<typeof readRoute>, 'request' | 'userCode'>;

interface Asked {
  readonly provider: Provider;
  readonly programId: string;
  readonly programName: string;
  readonly answersTo: string | null;
  /** All words of the scope, as asked. */
  readonly words: readonly string[];
  /** Tells the program; answers with where the browser goes. */
  answer(grantId: string | null, scope: string): Promise<string | null>;
}

/** What a program asks, and what of it the actor could give. @throws identity.requestUnknown */
export async function readRequest(actor: Actor, which: Which, site: Site, context: Context) {
  const asked = await find(actor, which, site, context);
  return {
    program: asked.programName,
    answersTo: asked.answersTo,
    scopes: givable(actor, asked.words, context),
  };
}

/**
 * Lets a program act for the actor in the organisation whose hat is worn, or not.
 * @throws identity.requestUnknown, identity.programElsewhere, identity.scopeTooNarrow
 */
export async function answerRequest(
  actor: Actor,
  { allow, scopes, datasets, ...which }: RouteInput<typeof answerRoute>,
  site: Site,
  context: Context,
): Promise<{ address: string | null; program: string; scopes: string[] }> {
  const { personId } = inBrowser(actor);
  const asked = await find(actor, which, site, context);
  const { provider, programId, programName: program, words } = asked;
  if (!allow) return { address: await asked.answer(null, ''), program, scopes: [] };
  const { organisationId } = actor;
  if (organisationId === null) throw organisationUnknown();
  const given = givable(actor, words, context).filter((scope) => scopes.includes(scope));
  if (datasets) scopesOfNewToken(actor, given, true);
  const claims = words.filter((word) => (claimScopes as readonly string[]).includes(word));
  const grant = new provider.Grant({ accountId: personId, clientId: programId });
  grant.addOIDCScope([...claims, ...given].join(' '));
  grant.rejectOIDCScope(words.filter((word) => ![...claims, ...given].includes(word)).join(' '));
  const grantId = await grant.save();
  const now = context.clock.now();
  const organisation = (await findOrganisations(context.database, [organisationId])).get(
    organisationId,
  );
  const days = Math.min(connectionDays, organisation?.tokenDays ?? connectionDays);
  await store.addConnection(context.database, {
    id: newId(),
    grantId,
    personId,
    organisationId,
    programId,
    programName: program,
    scopes: given,
    datasets: datasets ? [...new Set(datasets)] : null,
    createdAt: now,
    expiresAt: later(context.clock, days * day),
  });
  const address = await asked.answer(grantId, [...claims, ...given].join(' '));
  return { address, program, scopes: given };
}

async function find(actor: Actor, which: Which, site: Site, context: Context): Promise<Asked> {
  const { personId } = inBrowser(actor);
  const provider = await context.oauth.at(site.origin);
  const asked = which.userCode
    ? await byUserCode(personId, which.userCode, provider, context)
    : await byRequest(personId, which.request ?? '', site, provider);
  if (!asked) throw requestUnknown();
  const program = await asSystem(records, () =>
    store.findProgram(context.database, asOwn(asked.programId)),
  );
  if (program && program.organisationId !== actor.organisationId) throw programElsewhere();
  return asked;
}

/** Ids of our own programs are no ids of the table. */
const asOwn = (id: string) => (/^[0-9a-f-]{36}$/.test(id) ? id : newId());

/** A request in a browser; only the browser in which it began may answer it. */
async function byRequest(
  personId: string,
  request: string,
  { ownRequest }: Site,
  provider: Provider,
): Promise<Asked | null> {
  if (request === '' || request !== ownRequest) return null;
  const interaction = await provider.Interaction.find(request);
  if (!interaction || interaction.result) return null;
  const { client_id: programId, redirect_uri: redirect, scope } = interaction.params;
  const client = await provider.Client.find(String(programId));
  if (!client) return null;
  return {
    provider,
    programId: client.clientId,
    programName: client.clientName ?? client.clientId,
    answersTo: new URL(String(redirect)).host,
    words: wordsOf(scope),
    answer: async (grantId) => {
      interaction.result = grantId
        ? { login: { accountId: personId, remember: false }, consent: { grantId } }
        : { error: 'access_denied', error_description: 'The person said no.' };
      await interaction.persist();
      return interaction.returnTo;
    },
  };
}

/** A device that shows a code (RFC 8628). Codes are guessed slowly, by account. */
async function byUserCode(
  personId: string,
  typed: string,
  provider: Provider,
  { slowDown }: Context,
): Promise<Asked | null> {
  const key = `device code ${personId}`;
  if ((await slowDown.count(key, minute)) > codesAtMost) throw tooManyCodes();
  const normal = typed.toUpperCase().replace(/\W/g, '');
  const code = await provider.DeviceCode.findByUserCode(normal);
  if (!code || code.isExpired || code.accountId || code.error) return null;
  await slowDown.forget(key);
  const client = await provider.Client.find(String(code.clientId));
  if (!client) return null;
  return {
    provider,
    programId: client.clientId,
    programName: client.clientName ?? client.clientId,
    answersTo: null,
    words: wordsOf(code.params?.scope),
    answer: async (grantId, scope) => {
      if (grantId)
        Object.assign(code, {
          accountId: personId,
          grantId,
          scope,
          authTime: Math.floor(Date.now() / 1000),
        });
      else Object.assign(code, { error: 'access_denied', errorDescription: 'The person said no.' });
      await code.save();
      return null;
    },
  };
}

/** What was asked for, may be given to programs, and is the actor's to give. */
function givable(actor: Actor, words: readonly string[], { allPermissions }: Context): string[] {
  return permissionsOf(words.join(' ')).filter((permission) => {
    const level = Object.hasOwn(allPermissions, permission)
      ? allPermissions[permission]
      : undefined;
    if (level === undefined || level === 'operator' || !isGrantable(permission)) return false;
    return includes(actor, permission, level);
  });
}

function wordsOf(scope: unknown): string[] {
  return typeof scope === 'string' ? [...new Set(scope.split(' ').filter(Boolean))] : [];
}

/** Programs that act for the actor. */
export async function listConnections(
  actor: Actor,
  { database }: Context,
): Promise<{ items: z.output<typeof connectionView>[] }> {
  if (actor.personId === null) throw signInNeeded();
  const boundTo = actor.credential?.boundTo;
  const rows = await store.listConnections(database, actor.personId);
  const items = rows
    .filter(({ row }) => !boundTo || row.organisationId === boundTo)
    .map(({ row, organisation }) => ({
      id: row.id,
      program: row.programName,
      organisation,
      scopes: row.scopes,
      datasets: row.datasets,
      createdAt: row.createdAt.toISOString(),
      expiresAt: row.expiresAt.toISOString(),
    }));
  return { items };
}

/** Ends a connection and answers with the program's name. @throws identity.connectionUnknown */
export async function removeConnection(
  actor: Actor,
  id: string,
  { database }: Context,
): Promise<string> {
  if (actor.personId === null) throw signInNeeded();
  const found = await store.findConnection(database, actor.personId, id);
  if (!found)
    throw errors.notFound('identity.connectionUnknown', 'You have no such connected program.');
  await asSystem(records, () => store.endGrant(database, found.grantId));
  return found.programName;
}

/** Programs of the actor's organisation. */
export async function listPrograms(
  actor: Actor,
  { database }: Context,
): Promise<{ items: ProgramView[] }> {
  if (actor.organisationId === null) return { items: [] };
  return { items: (await store.listPrograms(database, actor.organisationId)).map(viewOf) };
}

/** Registers a program. Its secret is in the answer and nowhere else. */
export async function registerProgram(
  actor: Actor,
  { name, redirects, confidential }: RouteInput<typeof registerRoute>,
  { database, clock }: Context,
): Promise<{ program: ProgramView; secret: string | null }> {
  if (actor.organisationId === null) throw organisationUnknown();
  const secret = confidential ? newSecret() : null;
  const row: store.ProgramRow = {
    id: newId(),
    organisationId: actor.organisationId,
    name,
    redirects,
    secretHash: secret === null ? null : hashOf(secret),
    createdAt: clock.now(),
  };
  await store.addProgram(database, row);
  return { program: viewOf(row), secret };
}

/** Removes a program and answers with its name. @throws identity.programUnknown */
export async function removeProgram(
  actor: Actor,
  id: string,
  { database }: Context,
): Promise<string> {
  const row = await store.findProgram(database, id);
  if (!row || row.organisationId !== actor.organisationId)
    throw errors.notFound('identity.programUnknown', 'There is no such program.');
  await asSystem(records, () =>
    database.transaction((transaction) => store.removeProgram(transaction, id)),
  );
  return row.name;
}

function viewOf(row: store.ProgramRow): ProgramView {
  return {
    id: row.id,
    name: row.name,
    redirects: row.redirects,
    confidential: row.secretHash !== null,
    createdAt: row.createdAt.toISOString(),
  };
}

function requestUnknown(): InsitesError {
  return errors.notFound(
    'identity.requestUnknown',
    'No program asks this: it was answered before, or it is too late.',
    { hint: 'Begin again in the program, and stay in one browser.' },
  );
}

function programElsewhere(): InsitesError {
  return errors.notAllowed(
    'identity.programElsewhere',
    'The program belongs to another organisation.',
    { hint: 'If you belong to it, act for it first: the menu of your account.' },
  );
}

function tooManyCodes(): InsitesError {
  return errors.limited('identity.tooManyCodes', 'There were too many wrong codes.', {
    hint: 'Wait a minute, and type the code as the device shows it.',
    retryAfter: 60,
  });
}
