import { EmptyState, type Page, useGo, useMe } from '@insites/ui';
import IconLock from '@tabler/icons-react/dist/esm/icons/IconLock.mjs';
import { useLocation } from '@tanstack/react-router';
import { type ReactNode, Suspense, useEffect, useState } from 'react';
import { PageLoading } from './page-loading.tsx';
import { visibleTo } from './visible.ts';

/** Sends visitors to sign in, and tells people whose role does not include a page that it is so. */
export function Guard({ page, children }: { readonly page: Page; readonly children: ReactNode }) {
  const me = useMe();
  if (visibleTo(page, me)) return <Suspense fallback={<PageLoading />}>{children}</Suspense>;
  if (!me.signedIn) return <ToSignIn />;
  return (
    <EmptyState title="Your role does not include this page" icon={IconLock}>
      Ask an administrator of {me.organisation?.name ?? 'your organisation'} for another role.
    </EmptyState>
  );
}

function ToSignIn() {
  const go = useGo();
  const { href } = useLocation();
  // Where the visitor wanted to go: the address itself changes while this is still on the screen.
  const [next] = useState(href);
  useEffect(() => go(`/sign-in?next=${encodeURIComponent(next)}`, { replace: true }), [go, next]);
  return <PageLoading />;
}
