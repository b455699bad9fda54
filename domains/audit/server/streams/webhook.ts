import { createHmac } from 'node:crypto';
import type { EntryView } from '../../contract/entry.ts';
import type { Target } from './target.ts';

const patience = 10_000;

/** Hands entries over as one POST, signed after standardwebhooks.com; anything but 2xx is a failure. */
export async function sendWebhook(
  target: Target & { kind: 'webhook' },
  entries: readonly EntryView[],
  now: Date = new Date(),
): Promise<void> {
  const body = JSON.stringify({
    type: 'audit.entries',
    timestamp: now.toISOString(),
    data: entries,
  });
  const id = `audit-${entries[0]?.id}-${entries.at(-1)?.id}`;
  const seconds = String(Math.floor(now.getTime() / 1000));
  const response = await fetch(target.url, {
    method: 'POST',
    redirect: 'error',
    signal: AbortSignal.timeout(patience),
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': seconds,
      'webhook-signature': `v1,${signatureOf(target.secret, `${id}.${seconds}.${body}`)}`,
    },
    body,
  });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`answered ${response.status}`);
}

/** A secret that begins with `whsec_` is base64, as the standard writes it; any other one is taken as it stands. */
function signatureOf(secret: string, text: string): string {
  const key = secret.startsWith('whsec_')
    ? Buffer.from(secret.slice('whsec_'.length), 'base64')
    : Buffer.from(secret);
  return createHmac('sha256', key).update(text).digest('base64');
}
