/** Codes of the platform's errors and what each means. */
export const errorCodes = {
  'platform.jobUnknown': 'There is no such job, or it belongs to another organisation.',
  'platform.jobCancelled': 'Somebody stopped the job.',
  'platform.jobCrashed': 'The server ended several times while it did the job.',
  'platform.jobEnded': 'The job has ended; there is nothing to stop.',
  'platform.inputInvalid': 'A field of the request is missing or of the wrong shape.',
  'platform.bodyTooLarge': 'The body is larger than this route takes.',
  'platform.tooManyRequests': 'More requests from this address than are allowed in a minute.',
  'platform.routeUnknown': 'There is nothing at this address.',
  'platform.crossSite': 'A page of another site tried to act with your session.',
  'platform.shuttingDown':
    'The server is about to stop; it finishes what runs and takes nothing new.',
  'platform.cutOff':
    'The answer did not reach its end: the connection was cut, or its source failed.',
  'platform.sealBroken': 'A secret that is kept encrypted does not open under the root key.',
  'platform.addressRefused': 'Insites does not send requests to this address.',
  'platform.addressFailed': 'What should answer at an address does not.',
  'platform.databaseGone': 'The database cannot be reached.',
  'platform.databaseUnusable': 'The database is there, or could be, but cannot be used as it is.',
  'platform.fenceMissing':
    'The role that keeps organisations apart in the database is not there, or is more than it should be.',
  'platform.homeInUse': 'Another server already uses this home.',
  'platform.migrationFailed': 'The schema of the database could not be brought up to date.',
  'platform.changeLosesData':
    'A change of the declared tables would lose data, and nobody said that it is meant.',
  'platform.declarationInvalid':
    'The declared tables cannot be read, or a name is in none of them.',
  'platform.fixtureUnknown': 'There is no fixture of this name.',
  'platform.notEmpty': 'There is something in the database already; nothing was added.',
  'platform.databasesDiffer': 'Tables, migrations and databases do not agree.',
  'platform.recreateRefused':
    'The databases are not to be re-created: production, not marked as disposable, or not confirmed.',
  'platform.recreateBusy': 'The servers did not come to rest for the moment of the swap.',
  'platform.rebuildNotSigned': 'The request does not carry the signature of the shared secret.',
  'platform.rebuildTooOld': 'The signed request is not of these minutes.',
  'platform.rebuildReplayed': 'This delivery was taken before; it counts once.',
  'platform.rebuildRefused':
    'The databases of this server are not rebuilt by a webhook: production, or not marked as disposable.',
  'platform.rebuildRunning': 'A rebuild is under way; there is one at a time.',
  'platform.backupRefused':
    'There is nothing to back up, or the backup cannot be written to where it should.',
  'platform.backupBusy':
    'The servers of several databases did not come to rest together for the moment of the backup.',
  'platform.backupDamaged': 'A backup is not whole, or not what was written.',
  'platform.restoreRefused':
    'A backup is not brought back here: something is there already, the key is not the right one, or the backup is of a newer Insites.',
  'platform.restoreUnfinished':
    'The database is being restored from a backup, or a restore was cut off.',
  'platform.diskFull': 'The disk is full.',
  'platform.objectDamaged': 'Stored bytes are not what was written: their seal does not fit.',
  'platform.objectMissing': 'Stored bytes are not where the catalogue says.',
  'platform.uploadUnknown': 'There is no such upload; it was finished, given up or has expired.',
  'platform.offsetWrong': 'The bytes do not follow on those that have arrived.',
  'platform.engineCrashed': 'The process that ran the query ended unexpectedly.',
  'platform.engineBusy': 'All engine workers are busy.',
  'platform.queryTimedOut': 'The query took longer than allowed and was stopped.',
  'platform.queryCancelled': 'The query was stopped because nobody waits for it.',
  'platform.queryOutOfMemory': 'The query needs more memory than it may use.',
  'platform.queryInvalid': 'The engine cannot read or run the query.',
  'platform.queryRefused': 'The query does something that is not allowed here.',
  'platform.mailMissing': 'The program has no mail server to send by.',
  'platform.mailInvalid': 'A mail is not addressed to one plain address, or cannot be read.',
  'platform.mailNotSent': 'The mail server did not take a mail; it is tried again.',
  'platform.mailRefused': 'The mail server refuses a mail for good.',
  'platform.configInvalid': 'A setting is missing or wrong.',
} as const;
