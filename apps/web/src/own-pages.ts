import type { Page } from '@insites/ui';
import IconHome from '@tabler/icons-react/dist/esm/icons/IconHome.mjs';

/** Pages that belong to no single domain. */
export const ownPages: readonly Page[] = [
  {
    path: '/',
    title: 'Home',
    nav: { label: 'Home', icon: IconHome, order: 0 },
    keywords: ['start', 'import', 'upload'],
    component: () => import('./home/home-page.tsx').then((module) => module.HomePage),
  },
  {
    path: '/jobs/$id',
    title: 'Job',
    permission: 'platform:jobs',
    component: () => import('./jobs/job-page.tsx').then((module) => module.JobPage),
  },
];
