import { splitCities } from './map-values.ts';

/** Runs in a process of its own. */
export function run({ valuesPath, mapPath }: { valuesPath: string; mapPath: string }): null {
  splitCities(valuesPath, mapPath);
  return null;
}
