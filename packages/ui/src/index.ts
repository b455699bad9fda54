export * from './bits.tsx';
export { addressOf, ClientContext, callKey, useAction, useCall, useClient } from './client.ts';
export { ConfirmButton, ConfirmDialog } from './confirm-button.tsx';
export { CopyCode, CopyField } from './copy-field.tsx';
export { type Column, DataList } from './data-list.tsx';
export * from './format.ts';
export { JobCard, JobProgress } from './job-progress.tsx';
export { AppLink, RouterLink, useGo } from './link.tsx';
export { type ListControl, type ListState, listInput, useListState } from './list-state.ts';
export { type Me, MeContext, useMay, useMe, visitor } from './me.ts';
export type { Icon, Page } from './page.ts';
export { PageHeader } from './page-header.tsx';
export {
  type DatasetPickerProps,
  type FileActionProps,
  type Slots,
  SlotsContext,
  useSlots,
} from './slots.ts';
export { SplitColumns } from './split-columns.tsx';
export { EmptyState, ErrorState, Loaded, LoadingTable, readError } from './states.tsx';
export { cssVariables, theme } from './theme.ts';
export { UploadDrop } from './upload-drop.tsx';
export type { Uploaded } from './uploads.ts';
export { useJob } from './use-job.ts';
