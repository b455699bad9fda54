import { Anchor, type AnchorProps } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { type ComponentPropsWithRef, type MouseEvent, useCallback } from 'react';

/** Goes to an address of the app, with query and hash if need be. */
export function useGo(): (href: string, options?: { readonly replace?: boolean }) => void {
  const { history } = useRouter();
  return useCallback(
    (href, options) => (options?.replace ? history.replace(href) : history.push(href)),
    [history],
  );
}

/**
 * A plain `<a>` that moves inside the app without loading the page anew. For Mantine's `component`:
 * `<Button component={RouterLink} href="/files">`.
 */
export function RouterLink({ onClick, href, ...rest }: ComponentPropsWithRef<'a'>) {
  const go = useGo();
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    const modified = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (event.defaultPrevented || modified || event.button !== 0) return;
    if (!href?.startsWith('/') || rest.target || rest.download !== undefined) return;
    event.preventDefault();
    go(href);
  };
  return <a {...rest} href={href} onClick={follow} />;
}

/** A link inside the app, dressed as a link. */
export function AppLink(props: AnchorProps & ComponentPropsWithRef<'a'>) {
  return <Anchor component={RouterLink} {...props} />;
}
