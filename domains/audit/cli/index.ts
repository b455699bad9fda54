import { verifyVerb } from './verify.ts';

/** Verbs of the log that are more than one route. */
export const verbs = [verifyVerb];
