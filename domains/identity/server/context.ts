import { setTimeout as pause } from 'node:timers/promises';
import type { Audit } from '@insites/audit/server';
import type { Level } from '@insites/kernel';
import type { Platform, Transaction } from '@insites/platform';
import type { OAuth } from './oauth/oauth.ts';
import type { OpenId } from './providers/openid.ts';
import type { SlowDown } from './tries/slow-down.ts';

/** Time, as an argument: tests bring their own. */
export interface Clock {
  now(): Date;
  wait(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** Asked before a person becomes a member, in the same transaction; throws to refuse. */
export type BeforeMember = (organisationId: string, transaction: Transaction) => Promise<void>;

/** What the services of this domain work with. */
export interface Context {
  readonly database: Platform['database'];
  readonly log: Platform['log'];
  readonly sealing: Platform['sealing'];
  readonly openId: OpenId;
  readonly publicUrl: string | null;
  readonly audit: Audit;
  /** The outbox; null where there is none: links are handed over. */
  readonly mail: Platform['mail'] | null;
  /** Every permission of every domain, and the least that it asks for. */
  readonly allPermissions: Readonly<Record<string, Level>>;
  readonly clock: Clock;
  readonly slowDown: SlowDown;
  readonly beforeMember: BeforeMember[];
  readonly oauth: OAuth;
}

export const systemClock: Clock = {
  now: () => new Date(),
  wait: (milliseconds, signal) =>
    pause(milliseconds, undefined, signal ? { signal } : {}).then(() => undefined),
};

/** A moment so many milliseconds from now. */
export function later(clock: Clock, milliseconds: number): Date {
  return new Date(clock.now().getTime() + milliseconds);
}

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;
