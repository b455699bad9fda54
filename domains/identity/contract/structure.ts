import { id } from '@insites/kernel';
import { z } from 'zod';

/** What a person is in a unit. Says nothing of what they may do; that is the role in the organisation. */
export const unitRoles = ['member', 'lead'] as const;
export const unitRole = z.enum(unitRoles);
export type UnitRole = z.infer<typeof unitRole>;

/** Units lie at most so deep. */
export const deepest = 8;
/** An organisation has at most so many units. */
export const mostUnits = 2000;

/** A part of an organisation: a department, a school. */
export const unitView = z.object({
  id,
  name: z.string(),
  parentId: id.nullable().describe('The unit it lies in; null: at the top'),
  depth: z.int().describe('0 at the top'),
  people: z.int().describe('Who belongs to it itself, without the units in it'),
  can: z.object({ update: z.boolean() }),
});
export type UnitView = z.infer<typeof unitView>;

/** A person as a member of a unit or a team. */
export const fellowView = z.object({
  id,
  name: z.string(),
  email: z.string(),
  joinedAt: z.iso.datetime(),
});
export type FellowView = z.infer<typeof fellowView>;

export const unitFellowView = fellowView.extend({ role: unitRole });
export type UnitFellowView = z.infer<typeof unitFellowView>;

/** People who work together, of one unit or of several. */
export const teamView = z.object({
  id,
  name: z.string(),
  externalId: z.string().nullable().describe('What the directory calls it; null: made here'),
  people: z.int(),
  createdAt: z.iso.datetime(),
  can: z.object({ update: z.boolean() }),
});
export type TeamView = z.infer<typeof teamView>;
