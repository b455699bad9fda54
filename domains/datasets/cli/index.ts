import { checksVerb } from './checks.ts';
import { exportVerb } from './export.ts';
import { importVerb } from './import.ts';

/** Verbs of datasets that are more than one route. */
export const verbs = [importVerb, exportVerb, checksVerb];
