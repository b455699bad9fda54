import { z } from 'zod';

/** Where the databases are, for every verb over them. */
export const home = z
  .string()
  .optional()
  .describe('Folder for everything Insites keeps (INSITES_HOME; default ./.insites)');

/** The server's own verbs; loaded when one of them is used. */
export const load = () => import('@insites/server');

/** The settings of a verb that was told a home. */
export function at(home: string | undefined) {
  return { overrides: home === undefined ? {} : { INSITES_HOME: home } };
}
