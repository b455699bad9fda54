import type { Identity } from '@insites/identity/server';
import { errors, type RouteOutput } from '@insites/kernel';
import { asSystem, type Call, outsideScope, type Platform, takeDelivery } from '@insites/platform';
import {
  eventHeader,
  readRebuild,
  type rebuild,
  signedReading,
  timestampHeader,
} from '@insites/platform/contract';
import { fixtureNamed } from '../fixtures/index.ts';
import { type RebuildInput, rebuildName } from './job.ts';
import { mayRebuild } from './may-rebuild.ts';
import { readBody, readDelivery, readOrder } from './order.ts';
import { checkMoment, checkSignature, headerOf } from './signature.ts';

/** What the webhook stands on. */
export interface ServiceParts {
  readonly platform: Pick<Platform, 'config' | 'database' | 'databases' | 'jobs' | 'log'>;
  readonly identity: Pick<Identity, 'firstStart'>;
  readonly secret: string;
}

/** Jobs of the webhook belong to nobody who signs in; who knows the secret sees them. */
const holder = {
  organisationId: null,
  personId: '00000000-0000-7000-8000-00005ec4e700',
} as const;

const ofNobody = 'the webhook has no tenant: its secret is what it proves';

/**
 * Takes a signed order and begins the job, which ends long after the answer. The order of the
 * questions: is it signed, is it of now, may it be, was it here before, is one under way.
 */
export async function order(
  call: Call<typeof rebuild>,
  parts: ServiceParts,
): Promise<RouteOutput<typeof rebuild>> {
  const { headers, note } = call;
  const { platform, secret } = parts;
  note({ organisationId: (await parts.identity.firstStart()).organisationId });
  const body = await readBody(call.body);
  const signature = checkSignature(secret, body, headers);
  if (headerOf(headers, eventHeader) === 'ping') {
    note({ details: { event: 'ping' } });
    return { jobId: null, watch: null };
  }
  const { sentAt, delivery: named, confirm, ...wanted } = readOrder(body, headers);
  if (sentAt !== undefined) checkMoment(sentAt, new Date());
  const delivery = named ?? readDelivery(headers);
  note({ objectKind: 'delivery', objectId: delivery, details: { fixtures: wanted.fixtures } });
  fixtureNamed(wanted.fixtures);
  await mayRebuild(platform, confirm);
  const input: RebuildInput = {
    delivery,
    address: call.actor.address,
    requestId: call.actor.requestId,
    order: { ...wanted, confirm },
  };
  const dated = sentAt !== undefined;
  const jobId = await take({ id: delivery, signature, dated }, input, parts);
  platform.log.info(
    { delivery, job: jobId },
    'the databases are re-created: a webhook asked for it',
  );
  return { jobId, watch: addressOf(jobId) };
}

async function take(
  delivery: Parameters<typeof takeDelivery>[1],
  input: RebuildInput,
  { platform }: ServiceParts,
): Promise<string> {
  const begin: Parameters<typeof takeDelivery>[2] = (transaction) =>
    platform.jobs.send(
      { name: rebuildName, title: 'Re-create the databases', input: { ...input }, ...holder },
      transaction,
    );
  const taken = await asSystem(ofNobody, () =>
    outsideScope(() => takeDelivery(platform.database, delivery, begin)),
  );
  switch (taken.state) {
    case 'taken':
      return taken.jobId;
    case 'replayed':
      throw errors.notAllowed(
        'platform.rebuildReplayed',
        `The delivery ${delivery.id}, or its body, was taken before. Nothing was changed.`,
        {
          hint: 'Every order is sent once, under a new name and with its own sentAt.',
        },
      );
    case 'busy':
      throw errors.conflict('platform.rebuildRunning', 'A rebuild is under way already.', {
        hint: `Watch it at ${addressOf(taken.jobId)}, and order again when it has ended.`,
        fields: [{ path: 'jobId', message: taken.jobId }],
      });
  }
}

/** How far a job is, for who signs with the secret: no API token outlives what is re-created. */
export async function read(
  { input, headers }: Call<typeof readRebuild>,
  { platform, secret }: ServiceParts,
): Promise<RouteOutput<typeof readRebuild>> {
  const timestamp = headerOf(headers, timestampHeader);
  checkSignature(secret, signedReading(input.id, timestamp), headers);
  checkMoment(timestamp, new Date());
  const job = await asSystem(ofNobody, () =>
    outsideScope(() => platform.jobs.read(input.id, holder)),
  );
  return { ...job, can: { cancel: false } };
}

function addressOf(jobId: string): string {
  return readRebuild.path.replace('{id}', jobId);
}
