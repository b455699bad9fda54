import type { Page } from '@insites/ui';

export const pages: readonly Page[] = [
  {
    path: '/settings/plan',
    title: 'Plan and usage',
    tab: { of: '/settings', label: 'Plan', order: 30 },
    keywords: ['settings', 'seats', 'storage', 'quota'],
    permission: 'licensing:read',
    component: () => import('./pages/plan.tsx').then((module) => module.PlanPage),
  },
];
