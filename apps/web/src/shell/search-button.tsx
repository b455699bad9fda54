import { Kbd, UnstyledButton } from '@mantine/core';
import { useHotkeys, useOs } from '@mantine/hooks';
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs';
import { lazy, Suspense, useState } from 'react';
import classes from './shell.module.css';

const SearchPanel = lazy(() =>
  import('./search-panel.tsx').then((module) => ({ default: module.SearchPanel })),
);

/** Looks like a search box and opens the search; Ctrl K or ⌘ K does the same. */
export function SearchButton() {
  const [asked, setAsked] = useState(0);
  const os = useOs();
  const open = () => setAsked((times) => times + 1);
  useHotkeys([['mod+K', open]], []);
  const keys = os === 'macos' || os === 'ios' ? '⌘ K' : 'Ctrl K';
  return (
    <>
      <UnstyledButton
        className={classes.search ?? ''}
        onClick={open}
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
      >
        <IconSearch size={16} aria-hidden />
        <span className={classes.searchWords}>Search</span>
        <Kbd size="xs" visibleFrom="sm">
          {keys}
        </Kbd>
      </UnstyledButton>
      {asked > 0 ? (
        <Suspense>
          <SearchPanel asked={asked} />
        </Suspense>
      ) : null}
    </>
  );
}
