import type { Readable } from 'node:stream';
import { errors } from '@insites/kernel';
import {
  deliveryHeaders,
  eventHeader,
  type RebuildOrder,
  rebuildOrder,
} from '@insites/platform/contract';
import { headerOf } from './signature.ts';

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** A push of thousands of commits is told in a few megabytes. */
const largestBody = 4 * 1024 * 1024;

/** The bytes that were signed. @throws platform.bodyTooLarge */
export async function readBody(body: Readable | null): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of body ?? []) {
    length += (piece as Buffer).length;
    if (length > largestBody)
      throw errors.tooLarge('platform.bodyTooLarge', 'The body is larger than this route takes.');
    pieces.push(piece as Buffer);
  }
  return Buffer.concat(pieces);
}

/**
 * What is asked for. Deliveries of GitHub tell of a push in fields of their own; anybody else's
 * unknown fields are mistakes.
 * @throws platform.inputInvalid
 */
export function readOrder(body: Buffer, headers: Headers): RebuildOrder {
  const document = asObject(body.toString('utf8').trim());
  const schema = headerOf(headers, eventHeader) === '' ? rebuildOrder.strict() : rebuildOrder;
  const parsed = schema.safeParse(document);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map(({ path, message }) => ({
    path: path.join('.') || 'body',
    message,
  }));
  throw invalid(fields.map(({ path, message }) => `${path}: ${message}`).join('; '), fields);
}

/** The sender's name for a delivery whose body does not have it. @throws platform.inputInvalid */
export function readDelivery(headers: Headers): string {
  const given =
    deliveryHeaders.map((name) => headerOf(headers, name)).find((id) => id !== '') ?? '';
  if (/^[\w.-]{8,100}$/.test(given)) return given;
  const message = 'is needed: 8 to 100 letters, digits, _, . or -, new for every delivery';
  throw invalid(`X-Insites-Delivery ${message}`, [{ path: deliveryHeaders[0], message }]);
}

function asObject(text: string): unknown {
  if (text === '') return {};
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw errors.invalid('platform.inputInvalid', 'The body is not readable as JSON.', {
      hint: 'In the settings of the webhook choose the content type application/json.',
      cause,
    });
  }
}

function invalid(message: string, fields: readonly { path: string; message: string }[]) {
  return errors.invalid('platform.inputInvalid', `${message}.`, { fields });
}
