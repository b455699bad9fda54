import type { RouteDefinition } from '@insites/kernel';
import { type Actor, anonymous, auditOf, errors, InsitesError } from '@insites/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../config/config.ts';
import type { Log } from '../log/log.ts';
import type { AuditNote, AuditRecord, Gatekeepers, TellFailure } from './bind.ts';

/** Addresses at which another standard is spoken. */
export interface Foreign {
  readonly prefix: string;
  readonly mediaType: string;
  readonly tellFailure: TellFailure;
}

/** What the files of this folder share about one server. */
export interface Edge {
  readonly config: Config;
  readonly log: Log;
  readonly gatekeepers: Gatekeepers;
  readonly visits: WeakMap<FastifyRequest, Visit>;
  /** Where other standards are spoken, and how a failure is told there. */
  readonly foreign: readonly Foreign[];
  /** Aborted when the server begins to stop: no new work, event streams end. */
  readonly closing: AbortSignal;
  /** Of the visits under way; aborted one by one when the grace is over. */
  readonly running: Set<AbortController>;
}

/** One request to a bound route, from the first header to the last byte. */
export interface Visit {
  readonly route: RouteDefinition;
  actor: Actor;
  note: AuditNote;
  /** Headers and cookies the handler set; they leave with the answer or, when it is held back, not at all. */
  readonly late: (() => void)[];
  /** Whether the audit log has its entry (or has failed to take it). */
  recorded: boolean;
  readonly signal: AbortSignal;
}

/** Opens the visit; its signal is aborted when the client goes away before the answer is complete, or the server cuts it. */
export function openVisit(
  edge: Edge,
  route: RouteDefinition,
  request: FastifyRequest,
  reply: FastifyReply,
): Visit {
  const running = new AbortController();
  edge.running.add(running);
  reply.raw.once('close', () => {
    edge.running.delete(running);
    if (!reply.raw.writableFinished) running.abort();
  });
  const visit: Visit = {
    route,
    actor: anonymous(request.ip, request.id),
    note: {},
    late: [],
    recorded: false,
    signal: running.signal,
  };
  edge.visits.set(request, visit);
  return visit;
}

/** Adds to what the audit log will say; details are merged, other fields replaced. */
export function addNote(visit: Visit, note: AuditNote): void {
  const details = { ...visit.note.details, ...note.details };
  visit.note = { ...visit.note, ...note, ...(Object.keys(details).length > 0 ? { details } : {}) };
}

/** Writes that the call was allowed, unless that is written or nobody asks for it. */
export async function settle(edge: Edge, visit: Visit): Promise<void> {
  if (!visit.recorded && auditOf(visit.route) !== 'none')
    await record(edge, visit, 'allowed', null);
}

/** Writes that the call was allowed and sets what the handler wanted set; the answer may leave when this resolves. */
export async function allow(edge: Edge, visit: Visit): Promise<void> {
  await settle(edge, visit);
  for (const set of visit.late) set();
}

/** Writes that the call was refused or failed: every 403, and the rest of routes that are audited. */
export async function recordFailure(edge: Edge, visit: Visit, error: InsitesError): Promise<void> {
  if (visit.recorded) return;
  if (error.kind !== 'notAllowed' && auditOf(visit.route) === 'none') return;
  const refused = error.kind === 'notAllowed' || error.kind === 'notSignedIn';
  await record(edge, visit, refused ? 'refused' : 'failed', error.code);
}

async function record(
  edge: Edge,
  visit: Visit,
  outcome: AuditRecord['outcome'],
  code: string | null,
): Promise<void> {
  visit.recorded = true;
  const { actor, note, route } = visit;
  try {
    await edge.gatekeepers.record({ ...note, actor, verb: route.name, outcome, code });
  } catch (thrown) {
    if (thrown instanceof InsitesError && thrown.code === 'audit.notWritten') throw thrown;
    throw errors.unavailable(
      'audit.notWritten',
      'The log could not be written, so the answer was held back.',
      { hint: 'Try again in a few seconds.', retryAfter: 5, cause: thrown },
    );
  }
}
