import '@mantine/spotlight/styles.layer.css';
import { list as listDatasets } from '@insites/datasets/contract';
import { list as listFiles } from '@insites/files/contract';
import { type Icon, useCall, useGo, useMe } from '@insites/ui';
import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight, spotlight } from '@mantine/spotlight';
import IconFile from '@tabler/icons-react/dist/esm/icons/IconFile.mjs';
import IconFolder from '@tabler/icons-react/dist/esm/icons/IconFolder.mjs';
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs';
import IconTable from '@tabler/icons-react/dist/esm/icons/IconTable.mjs';
import { useEffect, useState } from 'react';
import { pages } from '../domains.ts';
import { visibleTo } from './visible.ts';

interface Found {
  readonly href: string;
  readonly label: string;
  readonly note?: string;
  readonly icon: Icon;
}

/** The search over pages, datasets and files. `asked` counts how often it was opened. */
export function SearchPanel({ asked }: { readonly asked: number }) {
  const [query, setQuery] = useState('');
  const [settled] = useDebouncedValue(query.trim(), 200);
  const go = useGo();
  useEffect(() => {
    if (asked > 0) spotlight.open();
  }, [asked]);
  const groups = [
    { label: 'Pages', found: useFoundPages(query) },
    { label: 'Datasets', found: useFoundDatasets(settled) },
    { label: 'Files', found: useFoundFiles(settled) },
  ].filter(({ found }) => found.length > 0);
  return (
    <Spotlight.Root
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      attributes={{ content: { 'aria-label': 'Search' } }}
      scrollable
      maxHeight="60vh"
    >
      <Spotlight.Search
        placeholder="Search pages, datasets and files"
        aria-label="Search pages, datasets and files"
        leftSection={<IconSearch size={18} aria-hidden />}
      />
      <Spotlight.ActionsList>
        {groups.map(({ label, found }) => (
          <Spotlight.ActionsGroup key={label} label={label}>
            {found.map((one) => (
              <Spotlight.Action
                key={one.href}
                label={one.label}
                leftSection={<one.icon size={18} stroke={1.5} />}
                {...(one.note ? { description: one.note } : {})}
                onClick={() => go(one.href)}
              />
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {groups.length === 0 ? <Spotlight.Empty>Nothing found</Spotlight.Empty> : null}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

function useFoundPages(query: string): Found[] {
  const me = useMe();
  const wanted = query.trim().toLowerCase();
  return pages
    .filter((page) => !page.path.includes('$') && (page.nav || page.tab) && visibleTo(page, me))
    .filter((page) =>
      [page.title, ...(page.keywords ?? [])].some((word) => word.toLowerCase().includes(wanted)),
    )
    .map((page) => ({ href: page.path, label: page.title, icon: page.nav?.icon ?? IconFile }));
}

function useFoundDatasets(search: string): Found[] {
  const { data } = useCall(
    listDatasets,
    { search, limit: 6 },
    { enabled: search !== '', keep: true },
  );
  if (search === '') return [];
  return (data?.items ?? []).map((dataset) => ({
    href: `/datasets/${dataset.id}`,
    label: dataset.title,
    note: dataset.name,
    icon: IconTable,
  }));
}

function useFoundFiles(search: string): Found[] {
  const enabled = useMe().signedIn && search !== '';
  const { data } = useCall(listFiles, { search, limit: 6 }, { enabled, keep: true });
  if (!enabled) return [];
  return (data?.items ?? []).map((item) =>
    item.kind === 'folder'
      ? { href: `/files?folder=${item.id}`, label: item.name, icon: IconFolder }
      : { href: `/files/${item.id}`, label: item.name, icon: IconFile },
  );
}
