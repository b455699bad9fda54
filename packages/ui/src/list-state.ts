import { useDebouncedValue } from '@mantine/hooks';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';

/** What a list shows: what is looked for, by what it is sorted, from which row. */
export interface ListState {
  readonly search: string;
  readonly sort: string;
  readonly descending: boolean;
  readonly offset: number;
  readonly limit: number;
}

/** A list's state and how to change it. `typed` is the search as typed; `state.search` follows 250 ms later. */
export interface ListControl {
  readonly state: ListState;
  readonly typed: string;
  setTyped(text: string): void;
  change(change: Partial<ListState>): void;
}

/** Keeps the state of a list in the address, so that a reload or a shared link shows the same. */
export function useListState(initial: {
  readonly sort: string;
  readonly descending?: boolean;
  readonly limit?: number;
}): ListControl {
  const router = useRouter();
  const address = useSearch({ strict: false }) as Record<string, unknown>;
  const state: ListState = {
    search: text(address.search),
    sort: text(address.sort) || initial.sort,
    descending:
      typeof address.descending === 'boolean' ? address.descending : (initial.descending ?? false),
    offset: typeof address.offset === 'number' ? address.offset : 0,
    limit: initial.limit ?? 50,
  };
  const change = (next: Partial<ListState>) => {
    const merged = { ...state, offset: 0, ...next };
    const search = {
      ...address,
      search: merged.search || undefined,
      sort: merged.sort === initial.sort ? undefined : merged.sort,
      descending:
        merged.descending === (initial.descending ?? false) ? undefined : merged.descending,
      offset: merged.offset || undefined,
    };
    void router.navigate({ to: '.', search, replace: true } as never);
  };

  const [typed, setTyped] = useState(state.search);
  const [settled] = useDebouncedValue(typed, 250);
  const latest = useRef({ state, change });
  useEffect(() => {
    latest.current = { state, change };
  });
  // Only what was typed starts a search: an address that changes otherwise must not bring it back.
  useEffect(() => {
    const { state: shown, change: show } = latest.current;
    if (settled !== shown.search) show({ search: settled });
  }, [settled]);
  return { state, typed, setTyped, change };
}

/** The state as the fields of a list route's input. */
export function listInput<S extends string>(
  state: ListState,
): { search?: string; sort: S; descending: boolean; limit: number; offset: number } {
  const { search, sort, ...rest } = state;
  return { ...(search ? { search } : {}), ...rest, sort: sort as S };
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
