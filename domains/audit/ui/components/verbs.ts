/** What each audited verb says to a reader of the log. */
const words: Readonly<Record<string, string>> = {
  'audit.list': 'Looked at the activity',
  'datasets.import': 'Imported a file',
  'datasets.update': 'Changed a dataset',
  'datasets.remove': 'Deleted a dataset',
  'datasets.profile': 'Looked at the columns',
  'datasets.rejected': 'Looked at rejected rows',
  'datasets.data': 'Read rows',
  'datasets.query': 'Asked in SQL',
  'files.update': 'Changed a file',
  'files.remove': 'Deleted a file',
  'files.download': 'Downloaded a file',
  'files.createFolder': 'Made a folder',
  'files.updateFolder': 'Changed a folder',
  'files.removeFolder': 'Deleted a folder',
  'files.createUpload': 'Began an upload',
  'files.appendUpload': 'Sent part of an upload',
  'files.cancelUpload': 'Gave up an upload',
  'files.finishUpload': 'Finished an upload',
  'identity.firstStart': 'Set up this server',
  'identity.makeSignInLink': 'Made a sign-in link',
  'identity.signIn': 'Signed in with a password',
  'identity.useLink': 'Signed in with a link',
  'identity.signOut': 'Signed out',
  'identity.updateMe': 'Changed their account',
  'identity.wearHat': 'Changed organisation',
  'identity.createOrganisation': 'Made an organisation',
  'identity.updateOrganisation': 'Renamed the organisation',
  'identity.addPerson': 'Added a person',
  'identity.changeRole': 'Changed a role',
  'identity.removePerson': 'Removed a person',
  'identity.endSession': 'Ended a session',
  'identity.createToken': 'Made an API token',
  'identity.revokeToken': 'Revoked an API token',
  'platform.cancelJob': 'Stopped a job',
};

/** The plain words for a verb; the verb itself when it has none. */
export function wordsOf(verb: string): string {
  return words[verb] ?? verb;
}
