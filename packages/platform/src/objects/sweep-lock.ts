import { lockClass } from '../databases/control.ts';

/**
 * Of the main database. Who copies the blobs holds it shared; the sweep takes it for the moment in
 * which it takes rows out of the catalogue, and takes none while it cannot have it. So whatever a
 * copier's snapshot names stays until it has been copied.
 */
export const sweepLock: readonly [number, number] = [lockClass + 2, 0];
