import type { Me, Page } from '@insites/ui';

/** Whether a page is for this person. Only for showing: the server decides for itself. */
export function visibleTo(page: Page, me: Me): boolean {
  if (page.signedIn && !me.signedIn) return false;
  return page.permission === undefined || me.permissions.includes(page.permission);
}
