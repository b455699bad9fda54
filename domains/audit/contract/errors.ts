/** Codes of audit's errors and what each means. */
export const errorCodes = {
  'audit.notWritten': 'The log could not be written, so the answer was held back.',
  'audit.notSigned': 'This server has no place to keep the keys that sign the log.',
  'audit.keyMissing': 'The key that signed the log until now is not at hand.',
  'audit.treeChanged': 'The tree over the log is not the one that was signed before.',
  'audit.entryUnknown': 'There is no such entry among those you may see.',
  'audit.sizeUnknown': 'The log was never signed at this size.',
  'audit.fileUnreadable': 'A file that was named on the command line cannot be read.',
  'audit.exportBad': 'The export of the log is not what the log or the kept checkpoint says.',
} as const;
