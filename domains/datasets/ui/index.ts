import type { Page } from '@insites/ui';
import IconSql from '@tabler/icons-react/dist/esm/icons/IconSql.mjs';
import IconTable from '@tabler/icons-react/dist/esm/icons/IconTable.mjs';

const dataset = () => import('./pages/dataset-page.tsx').then((m) => m.DatasetPage);

export { tabNames } from './components/overview/tab-names.ts';

/** Pages of datasets, loaded when they are opened. */
export const pages: Page[] = [
  {
    path: '/datasets',
    title: 'Datasets',
    nav: { label: 'Datasets', icon: IconTable, order: 10 },
    keywords: ['tables', 'import', 'data'],
    permission: 'datasets:read',
    component: () => import('./pages/datasets-page.tsx').then((m) => m.DatasetsPage),
  },
  {
    path: '/datasets/$id/{-$tab}',
    title: 'Dataset',
    permission: 'datasets:read',
    component: dataset,
  },
  {
    path: '/sql',
    title: 'SQL',
    nav: { label: 'SQL', icon: IconSql, order: 20 },
    keywords: ['query', 'question', 'select'],
    permission: 'datasets:read',
    component: () => import('./pages/sql-page.tsx').then((m) => m.SqlPage),
  },
  {
    path: '/settings/datasets',
    title: 'New datasets',
    tab: { of: '/settings', label: 'New datasets', order: 22 },
    keywords: ['settings', 'standardise', 'threshold', 'automatic'],
    permission: 'datasets:rules',
    component: () => import('./pages/settings-page.tsx').then((m) => m.DatasetSettingsPage),
  },
];
