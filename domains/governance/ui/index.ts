import type { Page } from '@insites/ui';
import IconShieldCheck from '@tabler/icons-react/dist/esm/icons/IconShieldCheck.mjs';

/** Pages of governance, loaded when they are opened. */
export const pages: Page[] = [
  {
    path: '/governance',
    title: 'Governance',
    nav: { label: 'Governance', icon: IconShieldCheck, order: 40 },
    keywords: ['rules', 'policies', 'who may', 'access'],
    permission: 'governance:read',
    component: () => import('./pages/governance-page.tsx').then((m) => m.GovernancePage),
  },
];
