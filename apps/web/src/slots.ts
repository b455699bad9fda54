import type { Slots } from '@insites/ui';
import { lazy } from 'react';
import { MakeDataset } from './home/make-dataset.tsx';

const DatasetPicker = lazy(() =>
  import('./home/dataset-picker.tsx').then((module) => ({ default: module.DatasetPicker })),
);

/** What domains further right put into the open places of pages further left. */
export const slots: Slots = {
  fileActions: { makeDataset: MakeDataset },
  datasetPicker: DatasetPicker,
};
