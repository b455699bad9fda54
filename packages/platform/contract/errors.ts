/** Codes of the platform's errors and what each means. */
export const errorCodes = {
  'platform.jobUnknown': 'There is no such job, or it belongs to another organisation.',
  'platform.jobEnded': 'The job has ended; there is nothing to stop.',
  'platform.inputInvalid': 'A field of the request is missing or of the wrong shape.',
  'platform.bodyTooLarge': 'The body is larger than this route takes.',
  'platform.tooManyRequests': 'More requests from this address than are allowed in a minute.',
  'platform.routeUnknown': 'There is nothing at this address.',
  'platform.crossSite': 'A page of another site tried to act with your session.',
  'platform.shuttingDown':
    'The server is about to stop; it finishes what runs and takes nothing new.',
  'platform.databaseGone': 'The database cannot be reached.',
  'platform.diskFull': 'The disk is full.',
  'platform.objectDamaged': 'Stored bytes are not what was written: their seal does not fit.',
  'platform.objectMissing': 'Stored bytes are not where the catalogue says.',
  'platform.engineCrashed': 'The process that ran the query ended unexpectedly.',
  'platform.engineBusy': 'All engine workers are busy.',
  'platform.queryTimedOut': 'The query took longer than allowed and was stopped.',
  'platform.queryCancelled': 'The query was stopped because nobody waits for it.',
  'platform.queryOutOfMemory': 'The query needs more memory than it may use.',
  'platform.queryInvalid': 'The engine cannot read or run the query.',
  'platform.queryRefused': 'The query does something that is not allowed here.',
  'platform.configInvalid': 'A setting is missing or wrong.',
} as const;
