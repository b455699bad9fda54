import type { Page } from '@insites/ui';
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router';
import { pages } from './domains.ts';
import { Broken } from './shell/broken.tsx';
import { Guard } from './shell/guard.tsx';
import { NotFound } from './shell/not-found.tsx';
import { PageLoading } from './shell/page-loading.tsx';
import { Shell } from './shell/shell.tsx';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });

function routeOf(page: Page) {
  const Content = lazyRouteComponent(
    () => page.component().then((component) => ({ component })),
    'component',
  );
  return createRoute({
    getParentRoute: () => root,
    path: page.path,
    // The former page stays until the code of the next one is here.
    loader: () => Content.preload?.(),
    component: () => (
      <Guard page={page}>
        <Content />
      </Guard>
    ),
  });
}

export const router = createRouter({
  routeTree: root.addChildren(pages.map(routeOf)),
  defaultErrorComponent: Broken,
  defaultPendingComponent: PageLoading,
  scrollRestoration: true,
});
