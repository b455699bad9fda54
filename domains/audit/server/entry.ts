import { randomBytes } from 'node:crypto';
import type { AuditRecord } from '@insites/platform';
import type { StoredEntry } from '../proof/index.ts';

const longest = 500;
const largestDetails = 16_384;
const mostColumns = 500;

/** What the edge hands over, as a line of the log: cut to size and free of what PostgreSQL cannot hold. */
export function entryOf(record: AuditRecord, at: Date): StoredEntry {
  const { actor } = record;
  return {
    format: 2,
    at: at.toISOString(),
    organisationId: record.organisationId ?? actor.organisationId,
    // A directory has no person: it is known by what it shows.
    actorId: actor.kind === 'directory' ? (actor.credential?.id ?? null) : actor.personId,
    actorName: clean(actor.name),
    credential: actor.credential?.kind ?? 'none',
    address: clean(actor.address),
    verb: clean(record.verb),
    purpose: optional(record.purpose),
    objectKind: optional(record.objectKind),
    objectId: optional(record.objectId),
    objectName: optional(record.objectName),
    version: optional(record.version),
    outcome: record.outcome,
    code: optional(record.code ?? undefined),
    requestId: clean(actor.requestId),
    details: detailsOf(record.details),
    hat: actor.organisationId,
    role: actor.role,
    credentialId: optional(actor.credential?.id),
    policyVersion: optional(record.policyVersion),
    columns: record.columns?.slice(0, mostColumns).map(clean) ?? null,
    rows: record.rows ?? null,
    digest: optional(record.digest),
    salt: randomBytes(16).toString('base64url'),
  };
}

function optional(text: string | undefined): string | null {
  return text === undefined ? null : clean(text);
}

/** PostgreSQL refuses NUL and half surrogate pairs; one bad name must not stop the log. */
function clean(text: string): string {
  return text.replaceAll('\0', '').slice(0, longest).toWellFormed();
}

function detailsOf(details: AuditRecord['details']): Record<string, unknown> {
  const text = JSON.stringify(details ?? {}, (key, value: unknown) => {
    if (key.includes('\0')) return undefined;
    if (typeof value === 'string') return value.replaceAll('\0', '').toWellFormed();
    // Fractions as text: a number that goes to a database and back may be spelled otherwise.
    const spelled = typeof value === 'number' && !Number.isSafeInteger(value);
    return spelled || typeof value === 'bigint' ? String(value) : value;
  });
  if (text.length > largestDetails) return { omitted: `${text.length} characters` };
  return JSON.parse(text) as Record<string, unknown>;
}
