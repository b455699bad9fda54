/** Codes of files' errors and what each means. */
export const errorCodes = {
  'files.unknown': 'There is no such file, or it is not shown to you.',
  'files.folderUnknown': 'There is no such folder in your organisation.',
  'files.nameTaken': 'Something of this name is in the folder already.',
  'files.folderInItself': 'A folder cannot lie inside itself.',
  'files.folderNotEmpty': 'The folder still holds something.',
  'files.rangeInvalid': 'The range lies outside the file.',
  'files.uploadUnknown': 'There is no such upload; it was finished, given up or has expired.',
  'files.uploadTooLarge': 'More bytes than were announced, or than are allowed.',
  'files.uploadCutOff': 'The connection was lost in the middle; what arrived stays.',
  'files.nameInvalid': 'The file name cannot be used.',
  'files.inUse': 'Something is made from this file and needs it.',
} as const;
