import { EmptyState, type Page, useMe } from '@insites/ui';
import IconLock from '@tabler/icons-react/dist/esm/icons/IconLock.mjs';
import { Navigate, useLocation } from '@tanstack/react-router';
import { type ReactNode, Suspense } from 'react';
import { PageLoading } from './page-loading.tsx';
import { visibleTo } from './visible.ts';

/** Sends visitors to sign in, and tells people whose role does not include a page that it is so. */
export function Guard({ page, children }: { readonly page: Page; readonly children: ReactNode }) {
  const me = useMe();
  const { href } = useLocation();
  if (visibleTo(page, me)) return <Suspense fallback={<PageLoading />}>{children}</Suspense>;
  if (!me.signedIn) return <Navigate to="/sign-in" search={{ next: href } as never} replace />;
  return (
    <EmptyState title="Your role does not include this page" icon={IconLock}>
      Ask an administrator of {me.organisation?.name ?? 'your organisation'} for another role.
    </EmptyState>
  );
}
