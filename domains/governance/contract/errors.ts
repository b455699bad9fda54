/** Codes of governance's errors and what each means. */
export const errorCodes = {
  'governance.refused': 'The rules do not let you do this with this object.',
} as const;
