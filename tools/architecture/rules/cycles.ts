import { reached } from '../faults.ts';
import type { Fault, House, Rule } from '../house.ts';

export const cycles: Rule = {
  name: 'cycles',
  law: 'No module reaches itself again through what it imports to run; types are erased and do not count.',
  judge: (house) => {
    const faults: Fault[] = [];
    const done = new Set<string>();
    for (const path of house.modules.keys()) visit(house, path, [], done, faults);
    return faults;
  },
};

function visit(
  house: House,
  path: string,
  trail: readonly string[],
  done: Set<string>,
  faults: Fault[],
): void {
  const seenAt = trail.indexOf(path);
  if (seenAt >= 0) {
    const ring = [...trail.slice(seenAt), path].join(' → ');
    const message = `A cycle: ${ring}. Move what both need into a file of its own, left of both.`;
    faults.push({ path, line: 1, message });
  }
  if (seenAt >= 0 || done.has(path)) return;
  for (const imported of house.modules.get(path)?.imports ?? []) {
    const next = imported.typeOnly ? null : reached(house, imported);
    if (next && next.path !== path) visit(house, next.path, [...trail, path], done, faults);
  }
  done.add(path);
}
