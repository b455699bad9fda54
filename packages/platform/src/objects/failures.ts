import { errors, InsitesError } from '@insites/kernel';

/** A full disk (or a used-up quota) as `platform.diskFull`; anything else as it is. */
export function withDiskFull(thrown: unknown): unknown {
  if (thrown instanceof InsitesError || !(thrown instanceof Error)) return thrown;
  const code = 'code' in thrown ? thrown.code : null;
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return thrown;
  return errors.unavailable('platform.diskFull', 'The disk is full; nothing half-done was kept.', {
    hint: 'The operator has to make room; then try again.',
    retryAfter: 60,
    cause: thrown,
  });
}

/** What is stored is not what was written. */
export function damaged(objectId: string, cause?: unknown): InsitesError {
  return errors.internal('platform.objectDamaged', `The stored bytes of ${objectId} are damaged.`, {
    hint: 'The operator can bring them back from a backup of the object store.',
    cause,
  });
}

/** The catalogue names what is not there. */
export function missing(objectId: string): InsitesError {
  return errors.internal('platform.objectMissing', `The stored bytes of ${objectId} are missing.`, {
    hint: 'The operator can bring them back from a backup of the object store.',
  });
}

/** There is no upload of that id any more. */
export function uploadUnknown(uploadId: string): InsitesError {
  return errors.notFound('platform.uploadUnknown', `There is no upload ${uploadId}.`, {
    hint: 'It was finished, given up or has expired; begin again.',
  });
}

/** Bytes came for another place than the end of what is there. */
export function offsetWrong(uploadId: string, wanted: number, is: number): InsitesError {
  return errors.conflict(
    'platform.offsetWrong',
    `Upload ${uploadId} stands at byte ${is}, not ${wanted}.`,
    { hint: 'Ask where it stands and send from there.' },
  );
}
