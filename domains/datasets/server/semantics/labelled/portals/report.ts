import { measure } from '../measure.ts';
import { table } from '../report.ts';
import { eighth } from './eighth.ts';
import { eleventh } from './eleventh.ts';
import { fifth } from './fifth.ts';
import { fourth } from './fourth.ts';
import { heldOut } from './held-out.ts';
import { identifiers } from './identifiers.ts';
import { lookedAt } from './looked-at.ts';
import { ninth } from './ninth.ts';
import { filled } from './schema.ts';
import { seventh } from './seventh.ts';
import { sixth } from './sixth.ts';
import { tenth } from './tenth.ts';
import { thirteenth } from './thirteenth.ts';
import { tuning } from './tuning.ts';
import { twelfth } from './twelfth.ts';

/** Labelled columns by how they were used. */
export const sets = {
  tuning,
  'looked-at': lookedAt,
  'held-out': heldOut,
  fourth,
  fifth,
  sixth,
  seventh,
  eighth,
  ninth,
  tenth,
  eleventh,
  twelfth,
  thirteenth,
};

// `node report.ts held-out` measures the tables that no rule was made for; `tuning`, `looked-at` the others.
if (import.meta.main) {
  const [name = 'held-out'] = process.argv.slice(2);
  const chosen = Object.entries(sets).find(([set]) => set === name)?.[1] ?? heldOut;
  console.log(table(measure(filled(chosen, 70_001))));
  const { columns, numbers, kept } = identifiers(chosen, 70_001);
  console.log(`${numbers.length} of ${columns} identifiers turned into numbers`);
  for (const told of numbers) console.log(`number: ${told}`);
  for (const told of kept) console.log(`kept as text: ${told}`);
}
