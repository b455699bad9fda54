import { lazy, Suspense, useState } from 'react';
import { AccountFace } from './account-face.tsx';

const load = () => import('./account-menu.tsx');
const AccountMenu = lazy(() => load().then((module) => ({ default: module.AccountMenu })));

/** The account menu, whose code comes when somebody reaches for it. */
export function AccountButton() {
  const [asked, setAsked] = useState(false);
  if (!asked)
    return (
      <AccountFace
        aria-expanded={false}
        onPointerEnter={() => void load()}
        onFocus={() => void load()}
        onClick={() => setAsked(true)}
      />
    );
  return (
    <Suspense fallback={<AccountFace aria-expanded />}>
      <AccountMenu />
    </Suspense>
  );
}
