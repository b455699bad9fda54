import type { Page } from '@insites/ui';
import IconFolder from '@tabler/icons-react/dist/esm/icons/IconFolder.mjs';

export const pages: readonly Page[] = [
  {
    path: '/files',
    title: 'Files',
    nav: { label: 'Files', icon: IconFolder, order: 30 },
    keywords: ['folders', 'upload', 'documents'],
    signedIn: true,
    component: () => import('./pages/folder.tsx').then((module) => module.FolderPage),
  },
  {
    path: '/files/$id',
    title: 'File',
    component: () => import('./pages/file.tsx').then((module) => module.FilePage),
  },
];
