import { type ComponentType, createContext, useContext } from 'react';

/** What a slot for actions on a file is told. */
export interface FileActionProps {
  readonly file: { readonly id: string; readonly name: string; readonly version: number };
}

/** What a slot for choosing data sets is told. */
export interface DatasetPickerProps {
  readonly label: string;
  readonly description: string;
  /** Ids. */
  readonly value: readonly string[];
  readonly onChange: (ids: string[]) => void;
}

/** Places that a page leaves open for domains further right, filled by the web app. */
export interface Slots {
  /** Buttons on the page of a file, by name. */
  readonly fileActions: Readonly<Record<string, ComponentType<FileActionProps>>>;
  /** A field for choosing data sets. */
  readonly datasetPicker?: ComponentType<DatasetPickerProps>;
}

export const SlotsContext = createContext<Slots>({ fileActions: {} });

export function useSlots(): Slots {
  return useContext(SlotsContext);
}
