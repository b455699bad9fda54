import { useAction } from '@insites/ui';
import { beginProvider, linkProvider } from '../contract/index.ts';
import { safeAddress } from './safe-address.ts';

/** Where providers lead back to. */
export const providerPath = '/sign-in/provider';

const nextKey = 'insites.next';

/** Leaves for a provider, and keeps in this tab where to go afterwards. */
function leave(address: string, next: string): void {
  sessionStorage.setItem(nextKey, next);
  location.assign(address);
}

/** Where to go after coming back; asked once. */
export function takeNext(): string {
  const next = sessionStorage.getItem(nextKey);
  sessionStorage.removeItem(nextKey);
  return safeAddress(next);
}

/** Signs in with a provider. */
export function useProviderSignIn(next: string) {
  return useAction(beginProvider, { onDone: ({ address }) => leave(address, next) });
}

/** Links one's account at a provider, and signs in with it. */
export function useProviderLink(next: string) {
  return useAction(linkProvider, { onDone: ({ address }) => leave(address, next) });
}
