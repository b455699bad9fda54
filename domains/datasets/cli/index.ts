import { duplicatesVerb } from './duplicates.ts';
import { exportVerb } from './export.ts';
import { importVerb } from './import.ts';
import { recipeVerb } from './recipe.ts';
import { repairVerb } from './repair.ts';
import { standardiseVerb } from './standardise.ts';

/** Verbs of datasets that are more than one route. */
export const verbs = [
  importVerb,
  exportVerb,
  duplicatesVerb,
  recipeVerb,
  repairVerb,
  standardiseVerb,
];
