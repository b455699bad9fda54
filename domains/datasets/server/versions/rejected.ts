import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import type { VersionRow } from './store.ts';

const rejectedRow = z.object({
  line: z.int(),
  column: z.string().nullable(),
  reason: z.string(),
  text: z.string(),
  length: z.int().optional(),
  suggestion: z.string().optional(),
  repair: z.string().optional(),
});
export type RejectedRow = z.infer<typeof rejectedRow>;

/** The first rejected rows of a version, and how many there are. */
export async function rejectedRows(
  version: VersionRow,
  limit: number,
  deps: Deps,
): Promise<{ total: number; items: RejectedRow[] }> {
  const total = version.conservation?.rejected ?? 0;
  if (version.rejectedObjectId === null) return { total, items: [] };
  const items: RejectedRow[] = [];
  const content = await deps.platform.objects.open(version.rejectedObjectId);
  try {
    for await (const line of createInterface({ input: content })) {
      items.push(rejectedRow.parse(JSON.parse(line)));
      if (items.length >= limit) break;
    }
  } finally {
    content.destroy();
  }
  return { total, items };
}
