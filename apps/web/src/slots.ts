import type { Slots } from '@insites/ui';
import { MakeDataset } from './home/make-dataset.tsx';

/** What domains further right put into the open places of pages further left. */
export const slots: Slots = { fileActions: { makeDataset: MakeDataset } };
