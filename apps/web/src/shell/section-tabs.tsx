import { RouterLink, useMe } from '@insites/ui';
import { useLocation } from '@tanstack/react-router';
import { pages } from '../domains.ts';
import classes from './shell.module.css';
import { visibleTo } from './visible.ts';

/** The row of tabs of pages that belong together (settings). */
export function SectionTabs() {
  const me = useMe();
  const { pathname } = useLocation();
  const section = pages.find((page) => page.path === pathname)?.tab?.of;
  if (!section) return null;
  const tabs = pages
    .flatMap((page) =>
      page.tab?.of === section && visibleTo(page, me) ? [{ ...page.tab, path: page.path }] : [],
    )
    .sort((one, other) => one.order - other.order);
  return (
    <nav aria-label="Section">
      <ul className={classes.tabs}>
        {tabs.map((tab) => (
          <li key={tab.path}>
            <RouterLink
              href={tab.path}
              className={classes.tab}
              aria-current={tab.path === pathname ? 'page' : undefined}
            >
              {tab.label}
            </RouterLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
