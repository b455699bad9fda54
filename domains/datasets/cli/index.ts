import { checksVerb } from './checks.ts';
import { duplicatesVerb } from './duplicates.ts';
import { exportVerb } from './export.ts';
import { fitsVerb } from './fits.ts';
import { importVerb } from './import.ts';
import { recipeVerb } from './recipe.ts';
import { repairVerb } from './repair.ts';
import { standardiseVerb } from './standardise.ts';

/** Verbs of datasets that are more than one route. */
export const verbs = [
  importVerb,
  exportVerb,
  checksVerb,
  duplicatesVerb,
  fitsVerb,
  recipeVerb,
  repairVerb,
  standardiseVerb,
];
