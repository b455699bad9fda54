import type { Page } from '@insites/ui';
import IconSettings from '@tabler/icons-react/dist/esm/icons/IconSettings.mjs';

const of = '/settings';

export const pages: readonly Page[] = [
  {
    path: '/sign-in',
    title: 'Sign in',
    component: () => import('./pages/sign-in.tsx').then((module) => module.SignInPage),
  },
  {
    path: '/sign-in/provider',
    title: 'Sign in',
    component: () =>
      import('./pages/provider-return.tsx').then((module) => module.ProviderReturnPage),
  },
  {
    path: '/connect/$request',
    title: 'Connect a program',
    signedIn: true,
    component: () => import('./pages/connect.tsx').then((module) => module.ConnectPage),
  },
  {
    path: '/device',
    title: 'Connect a device',
    keywords: ['device code', 'command line', 'login'],
    signedIn: true,
    component: () => import('./pages/device.tsx').then((module) => module.DevicePage),
  },
  {
    path: '/settings/account',
    title: 'My account',
    nav: { label: 'Settings', icon: IconSettings, order: 60 },
    tab: { of, label: 'My account', order: 0 },
    keywords: ['settings', 'name', 'API tokens'],
    signedIn: true,
    component: () => import('./pages/account.tsx').then((module) => module.AccountPage),
  },
  {
    path: '/settings/sign-in',
    title: 'Sign-in and devices',
    tab: { of, label: 'Sign-in and devices', order: 5 },
    keywords: ['password', 'passkey', 'two factors', 'authenticator', 'recovery codes', 'sessions'],
    signedIn: true,
    component: () => import('./pages/devices.tsx').then((module) => module.DevicesPage),
  },
  {
    path: '/settings/people',
    title: 'People',
    tab: { of, label: 'People', order: 10 },
    keywords: ['organisation', 'roles', 'members'],
    permission: 'identity:people',
    component: () => import('./pages/people.tsx').then((module) => module.PeoplePage),
  },
  {
    path: '/settings/invitations',
    title: 'Invitations',
    tab: { of, label: 'Invitations', order: 12 },
    keywords: ['invite', 'mail', 'join', 'members'],
    permission: 'identity:invite',
    component: () => import('./pages/invitations.tsx').then((module) => module.InvitationsPage),
  },
  {
    path: '/settings/units',
    title: 'Units and teams',
    tab: { of, label: 'Units and teams', order: 14 },
    keywords: ['departments', 'schools', 'groups', 'organisation'],
    permission: 'identity:people',
    component: () => import('./pages/units.tsx').then((module) => module.UnitsPage),
  },
  {
    path: '/settings/service-accounts',
    title: 'Service accounts',
    tab: { of, label: 'Service accounts', order: 16 },
    keywords: ['programs', 'machines', 'API tokens', 'robots'],
    permission: 'identity:people',
    component: () => import('./pages/service-accounts.tsx').then((module) => module.ServicesPage),
  },
  {
    path: '/invitation',
    title: 'Invitation',
    component: () => import('./pages/invitation.tsx').then((module) => module.InvitationPage),
  },
  {
    path: '/settings/organisation',
    title: 'Organisation',
    tab: { of, label: 'Organisation', order: 20 },
    keywords: ['settings', 'rename'],
    signedIn: true,
    component: () => import('./pages/organisation.tsx').then((module) => module.OrganisationPage),
  },
  {
    path: '/settings/directories',
    title: 'Directory sync',
    tab: { of, label: 'Directory sync', order: 30 },
    keywords: ['SCIM', 'Entra ID', 'Okta', 'provisioning', 'groups'],
    permission: 'identity:administer',
    component: () => import('./pages/directories.tsx').then((module) => module.DirectoriesPage),
  },
];
