import { errors, type InsitesError } from '@insites/kernel';

/** What a request can do wrong, by the words of RFC 7644 table 9. */
export const faults = {
  filter: (what: string) => errors.invalid('identity.scimFilter', what),
  path: (what: string) => errors.invalid('identity.scimPath', what),
  value: (what: string) => errors.invalid('identity.scimValue', what),
  syntax: (what: string) => errors.invalid('identity.scimSyntax', what),
  target: (what: string) => errors.invalid('identity.scimTarget', what),
  mutability: (what: string) => errors.invalid('identity.scimMutability', what),
  taken: (what: string) => errors.conflict('identity.scimTaken', what),
  version: () =>
    errors.conflict('identity.scimVersion', 'The resource was changed since it was read.'),
  unknown: (kind: string, id: string): InsitesError =>
    errors.notFound('identity.scimUnknown', `There is no ${kind} ${id} in this directory.`),
} as const;
