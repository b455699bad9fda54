import type { FunctionComponent } from 'react';

/** An icon as the icon package makes them. */
export type Icon = FunctionComponent<{
  readonly size?: number | string;
  readonly stroke?: number;
  readonly 'aria-hidden'?: boolean | 'true' | 'false';
}>;

/** A page of a domain. The shell makes a route of it, and a line in the navigation when it has `nav`. */
export interface Page {
  /** Address with `$field` for what varies: `/datasets/$id`. */
  readonly path: string;
  /** Title of the browser tab and of search results. */
  readonly title: string;
  readonly nav?: { readonly label: string; readonly icon: Icon; readonly order: number };
  /** Pages of one section (`/settings`) share a row of tabs above them. */
  readonly tab?: { readonly of: string; readonly label: string; readonly order: number };
  /** Words people may look for it by, besides the title. */
  readonly keywords?: readonly string[];
  /** Permission of the contract that the page needs; visitors without it are asked to sign in. */
  readonly permission?: string;
  /** Only for people who signed in, whatever they may do. */
  readonly signedIn?: boolean;
  /** Loads the component: `() => import('./pages/list.tsx').then((m) => m.ListPage)`. */
  readonly component: () => Promise<FunctionComponent>;
}
