import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { auditOf } from '@insites/kernel';
import type { AuditNote, BytesAnswer } from './bind.ts';
import type { Edge, Visit } from './visit.ts';

/** What is known of an answer before its first byte leaves. */
export function noteOfKnown({ sha256, range, length }: BytesAnswer, unchanged: boolean): AuditNote {
  if (unchanged) return { details: { unchanged } };
  const bytes = range ? range.end - range.start + 1 : length;
  return {
    ...(sha256 === undefined ? {} : { digest: sha256 }),
    details: {
      ...(bytes === undefined ? {} : { bytes }),
      ...(range ? { range: { start: range.start, end: range.end } } : {}),
    },
  };
}

/**
 * Hashes what is sent of an audited read whose content nobody knew before, and writes a second entry
 * when it ends: how many bytes and rows went out, their SHA-256, and whether that was all.
 */
export function tellWhatWasSent(
  edge: Edge,
  visit: Visit,
  response: ServerResponse,
  answer: BytesAnswer,
): void {
  if (answer.sha256 !== undefined || auditOf(visit.route) !== 'read') return;
  const digest = createHash('sha256');
  let bytes = 0;
  const write = response.write.bind(response) as (chunk: Uint8Array, sent: () => void) => boolean;
  response.write = (chunk: unknown, ...rest: unknown[]) => {
    digest.update(chunk as Uint8Array);
    bytes += (chunk as Uint8Array).length;
    return write(chunk as Uint8Array, rest.at(-1) as () => void);
  };
  let whole = false;
  response.once('finish', () => {
    whole = true;
  });
  response.once('close', () => {
    const rows = answer.rowsSent?.() ?? null;
    const { details: _, ...note } = visit.note;
    const entry = {
      ...note,
      actor: visit.actor,
      verb: 'platform.sent',
      outcome: whole ? ('allowed' as const) : ('failed' as const),
      code: whole ? null : 'platform.cutOff',
      digest: digest.digest('hex'),
      ...(rows === null ? {} : { rows }),
      details: { of: visit.route.name, bytes },
    };
    // The bytes have left: what cannot be written now can only be reported.
    edge.gatekeepers
      .record(entry)
      .catch((error: unknown) => edge.log.error({ err: error }, 'what was sent is not in the log'));
  });
}
