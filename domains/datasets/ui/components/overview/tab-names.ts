/** The parts of a dataset's page as they stand in the address. */
export const tabNames = [
  'preview',
  'review',
  'columns',
  'rejected',
  'duplicates',
  'quality',
  'fits',
  'chart',
  'sql',
  'versions',
  'share',
] as const;
export type TabName = (typeof tabNames)[number];

/** The part an address names; the preview when it names none that there is. */
export function tabOf(name: string | undefined): TabName {
  return tabNames.find((tab) => tab === name) ?? 'preview';
}
