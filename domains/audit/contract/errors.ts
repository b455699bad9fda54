/** Codes of audit's errors and what each means. */
export const errorCodes = {
  'audit.notWritten': 'The log could not be written, so the answer was held back.',
} as const;
