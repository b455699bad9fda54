import { RouterLink, useMe } from '@insites/ui';
import { useLocation } from '@tanstack/react-router';
import { pages } from '../domains.ts';
import classes from './shell.module.css';
import { visibleTo } from './visible.ts';

/** The nouns, one below the other. */
export function Navigation() {
  const me = useMe();
  const { pathname } = useLocation();
  const links = pages
    .flatMap((page) => (page.nav && visibleTo(page, me) ? [{ ...page.nav, page }] : []))
    .sort((one, other) => one.order - other.order);
  return (
    <ul className={classes.links}>
      {links.map(({ page, label, icon: Icon }) => (
        <li key={page.path}>
          <RouterLink
            href={page.path}
            className={classes.link}
            aria-current={isAt(pathname, page.tab?.of ?? page.path) ? 'page' : undefined}
          >
            <Icon size={20} stroke={1.5} aria-hidden />
            <span>{label}</span>
          </RouterLink>
        </li>
      ))}
    </ul>
  );
}

function isAt(pathname: string, path: string): boolean {
  return path === '/' ? pathname === '/' : pathname === path || pathname.startsWith(`${path}/`);
}
