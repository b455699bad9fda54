import { errorKinds, type InsitesError } from '@insites/kernel';
import type { DocumentAnswer } from '@insites/platform';
import { messages } from './schemas.ts';

/** Our codes in the words of RFC 7644 table 9. */
const words: Readonly<Record<string, string>> = {
  'identity.scimFilter': 'invalidFilter',
  'identity.scimPath': 'invalidPath',
  'identity.scimValue': 'invalidValue',
  'identity.scimSyntax': 'invalidSyntax',
  'identity.scimTarget': 'noTarget',
  'identity.scimMutability': 'mutability',
  'identity.scimTaken': 'uniqueness',
  'platform.inputInvalid': 'invalidSyntax',
};

/** A failure as RFC 7644 §3.12 tells it; our code goes in a header of our own. */
export function tellFailure(error: InsitesError): DocumentAnswer {
  const status = error.code === 'identity.scimVersion' ? 412 : errorKinds[error.kind].status;
  const word = words[error.code];
  const { hint, retryAfter } = error.details;
  return {
    status,
    headers: {
      'insites-error': error.code,
      ...(retryAfter === undefined ? {} : { 'retry-after': String(Math.ceil(retryAfter)) }),
    },
    body: {
      schemas: [messages.error],
      status: String(status),
      ...(word ? { scimType: word } : {}),
      detail: hint ? `${error.message} ${hint}` : error.message,
    },
  };
}
