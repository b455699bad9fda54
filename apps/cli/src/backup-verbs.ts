import { z } from 'zod';
import { at, home, load } from './database-options.ts';
import { ownVerb, type Verb } from './verb.ts';

const backup = ownVerb({
  words: ['db', 'backup'],
  summary: 'Copy all databases and objects as they are at one moment, also while Insites runs',
  description:
    'FOLDER is a folder of backups: each gets a folder in it, named by its moment. The keys are not in it unless --with-key says so, and without them nobody can read it: keep a copy of the folder secrets elsewhere.',
  options: z.object({
    folder: z.string().describe('Folder of backups; made when it is not there'),
    home,
    withKey: z
      .boolean()
      .default(false)
      .describe('Put the keys into the backup: who has it can then read everything'),
  }),
  positional: ['folder'],
  short: {},
  run: async ({ input, print, signal }) => {
    const { backUpDatabases } = await load();
    const { folder, withKey } = input;
    const report = await backUpDatabases({
      ...at(input.home),
      folder,
      withKey,
      signal,
      progress: (step) => print.say(step),
    });
    print.answer(print.json ? report : { ...report, missing: report.missing.length });
    for (const key of report.missing) print.say(`MISSING in the object store: ${key}`);
    print.say(
      withKey
        ? 'The keys are in this backup: whoever has it can read everything.'
        : 'The keys are NOT in this backup. Without a copy of the folder secrets nobody can read it.',
    );
  },
});

const verifyBackup = ownVerb({
  words: ['db', 'verify-backup'],
  summary: 'Read a backup and compare every table and object with what was written',
  options: z.object({ folder: z.string().describe('One backup') }),
  positional: ['folder'],
  short: {},
  run: async ({ input, print }) => {
    const { verifyBackupFolder } = await load();
    const report = await verifyBackupFolder(input.folder, (step) => print.say(step));
    print.answer(print.json ? report : { ...report, missing: report.missing.length });
    print.say('Everything is as it was written.');
  },
});

const restore = ownVerb({
  words: ['db', 'restore'],
  summary: 'Bring a backup into an empty home and empty databases, and up to date',
  options: z.object({
    folder: z.string().describe('One backup: the folder with the date for a name'),
    home,
    withKey: z
      .string()
      .optional()
      .describe(
        'The root key in a file, or a copy of the folder secrets, when they are kept apart',
      ),
  }),
  positional: ['folder'],
  short: {},
  run: async ({ input, print, signal }) => {
    const { restoreDatabases } = await load();
    const report = await restoreDatabases({
      ...at(input.home),
      folder: input.folder,
      keys: input.withKey,
      signal,
      progress: (step) => print.say(step),
    });
    const { lackingKeys, ...brought } = report;
    print.answer(print.json ? report : brought);
    if (lackingKeys.length > 0)
      print.say(
        `Not there: ${lackingKeys.join(', ')}. Put them into the folder secrets before you start; without them the audit log is not signed.`,
      );
  },
});

/** `insites db backup`, `verify-backup`, `restore`. */
export const backupVerbs: readonly Verb[] = [backup, verifyBackup, restore];
