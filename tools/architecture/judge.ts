import type { Fault, House, Rule } from './house.ts';
import { readHouse } from './read.ts';
import { rules } from './rules/index.ts';

export interface Verdict {
  readonly modules: number;
  readonly imports: number;
  readonly faults: readonly (Fault & { readonly rule: string })[];
}

/** Fewer than these and the reader has gone blind: on its first day the tree had 480 modules and 2,100 imports. */
export const floor = { modules: 300, imports: 1_200 } as const;

/** Reads the house at `root` and judges it by every rule. */
export async function judge(
  root: string,
  least: { readonly modules: number; readonly imports: number } = floor,
  law: readonly Rule[] = rules,
): Promise<Verdict> {
  const house = readHouse(root);
  const imports = [...house.modules.values()].reduce((sum, { imports }) => sum + imports.length, 0);
  const found = await Promise.all(
    law.map(async ({ name, judge: by }) =>
      (await by(house)).map((fault) => ({ ...fault, rule: name })),
    ),
  );
  return {
    modules: house.modules.size,
    imports,
    faults: [...blindness(house, imports, least), ...found.flat()],
  };
}

function blindness(
  { modules }: House,
  imports: number,
  least: { readonly modules: number; readonly imports: number },
): (Fault & { readonly rule: string })[] {
  if (modules.size >= least.modules && imports >= least.imports) return [];
  const message = `Only ${modules.size} modules and ${imports} imports were read; ${least.modules} and ${least.imports} are the least. The check is blind, not the tree clean.`;
  return [{ rule: 'read-enough', path: 'tools/architecture/read.ts', line: 1, message }];
}
