import type { Page } from '@insites/ui';
import IconHistory from '@tabler/icons-react/dist/esm/icons/IconHistory.mjs';

export const pages: readonly Page[] = [
  {
    path: '/activity',
    title: 'Activity',
    nav: { label: 'Activity', icon: IconHistory, order: 50 },
    keywords: ['audit', 'log', 'history'],
    signedIn: true,
    component: () => import('./pages/activity.tsx').then((module) => module.ActivityPage),
  },
];
