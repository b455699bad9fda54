import { errors, InsitesError } from '@insites/kernel';
import { refusals } from './refusals.ts';

/**
 * What went wrong with an import, in words about the file: what the engine and the machine say is about
 * queries and system calls. Kinds stay as they are, because they decide whether it is tried again.
 */
export function asImportError(thrown: unknown, fileName: string): unknown {
  if (isDiskFull(thrown))
    return errors.unavailable(
      'platform.diskFull',
      `The disk is full: there is no room to read “${fileName}”. Nothing half-done was kept.`,
      { hint: 'The operator has to make room; then import it again.', cause: thrown },
    );
  if (!(thrown instanceof InsitesError)) return thrown;
  switch (thrown.code) {
    case 'platform.engineCrashed':
      return errors.unavailable(
        thrown.code,
        `The process that read “${fileName}” ended unexpectedly. Nothing half-done was kept.`,
        { hint: 'Import it again; if it stays, tell the operator.', cause: thrown },
      );
    case 'platform.queryOutOfMemory':
      return errors.tooLarge(
        thrown.code,
        `Reading “${fileName}” needs more memory than it may use. Nothing half-done was kept.`,
        {
          hint: 'Split the file, or ask the operator to raise INSITES_ENGINE_MEMORY_MB.',
          cause: thrown,
        },
      );
    case 'platform.queryInvalid':
      return refusals.damaged(fileName, 'the engine cannot read all of it', thrown);
    default:
      return thrown;
  }
}

/** From our own writing, from a child process (which sends words only), or from the engine. */
function isDiskFull(thrown: unknown): boolean {
  for (let error = thrown, depth = 0; error instanceof Error && depth < 5; depth += 1) {
    if (error instanceof InsitesError && error.code === 'platform.diskFull') return true;
    if (/\b(ENOSPC|EDQUOT)\b|no space left on device/i.test(error.message)) return true;
    error = error.cause;
  }
  return false;
}
