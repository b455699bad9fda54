/** Codes of licensing's errors and what each means. */
export const errorCodes = {
  'licensing.seatsTaken': 'The plan has no seat left.',
  'licensing.storageFull': 'The plan has no storage left.',
} as const;
