import type { Page } from '@insites/ui';
import IconHistory from '@tabler/icons-react/dist/esm/icons/IconHistory.mjs';

const of = '/activity';

export const pages: readonly Page[] = [
  {
    path: '/activity',
    title: 'Activity',
    nav: { label: 'Activity', icon: IconHistory, order: 50 },
    tab: { of, label: 'Activity', order: 0 },
    keywords: ['audit', 'log', 'history', 'who has seen'],
    signedIn: true,
    component: () => import('./pages/activity.tsx').then((module) => module.ActivityPage),
  },
  {
    path: '/activity/proof',
    title: 'Proof',
    tab: { of, label: 'Proof', order: 10 },
    keywords: ['checkpoint', 'verify', 'retention', 'witness'],
    permission: 'audit:read',
    component: () => import('./pages/proof.tsx').then((module) => module.ProofPage),
  },
];
