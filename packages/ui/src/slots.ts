import { type ComponentType, createContext, useContext } from 'react';

/** What a slot for actions on a file is told. */
export interface FileActionProps {
  readonly file: { readonly id: string; readonly name: string; readonly version: number };
}

/** Places that a page leaves open for domains further right, filled by the web app. */
export interface Slots {
  /** Buttons on the page of a file, by name. */
  readonly fileActions: Readonly<Record<string, ComponentType<FileActionProps>>>;
}

export const SlotsContext = createContext<Slots>({ fileActions: {} });

export function useSlots(): Slots {
  return useContext(SlotsContext);
}
