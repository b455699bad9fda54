import { errors, InsitesError } from '@insites/kernel';
import { ChildEnded, ChildFailure } from '../processes/child.ts';
import { type Failure, failedRunning } from '../processes/messages.ts';

/** Why a query was stopped from outside, when it was. */
export type Stopped = { readonly by: 'asker' } | { readonly by: 'timer'; readonly after: number };

/** The error of a query of a stranger: nothing in it quotes the data. */
export function queryError(thrown: unknown, stopped: Stopped | null): InsitesError {
  if (thrown instanceof InsitesError) return thrown;
  if (stopped) return stoppedError(stopped);
  if (thrown instanceof ChildEnded) return endedError(thrown);
  if (thrown instanceof ChildFailure) return failureError(thrown.failure);
  return crashed(thrown);
}

/** The error of our own statements: the engine's own words stay behind it as `cause`. */
export function trustedError(thrown: unknown, aborted: boolean): InsitesError {
  const error = queryError(thrown, aborted ? { by: 'asker' } : null);
  return new InsitesError(error.kind, error.code, error.message, {
    ...error.details,
    cause: thrown,
  });
}

export function stoppedError(stopped: Stopped): InsitesError {
  if (stopped.by === 'asker')
    return errors.cancelled(
      'platform.queryCancelled',
      'The query was stopped because nobody waits for it.',
    );
  const seconds = Math.round(stopped.after / 100) / 10;
  return errors.timedOut(
    'platform.queryTimedOut',
    `The query took longer than ${seconds} seconds and was stopped.`,
    { hint: 'Ask for less: filter rows, or aggregate before joining.' },
  );
}

function endedError(thrown: ChildEnded): InsitesError {
  if (thrown.end.signal === 'SIGUSR2' || thrown.end.lastWords.includes('heap out of memory'))
    return outOfMemory();
  return crashed(thrown);
}

function crashed(cause: unknown): InsitesError {
  return errors.unavailable(
    'platform.engineCrashed',
    'The process that ran the query ended unexpectedly.',
    { hint: 'Try again. The next query gets a fresh process.', retryAfter: 1, cause },
  );
}

function outOfMemory(): InsitesError {
  return errors.tooLarge(
    'platform.queryOutOfMemory',
    'The query needs more memory than it may use.',
    { hint: 'Ask for less: fewer columns, fewer rows, or fewer groups.' },
  );
}

function failureError({ name, message, hint }: Failure): InsitesError {
  if (name === 'Refused')
    return errors.notAllowed('platform.queryRefused', message, hint === undefined ? {} : { hint });
  if (name === 'Unreadable') return invalid(message, hint ?? '');
  return engineError(message, name === failedRunning);
}

/** DuckDB's messages begin with their class: `Conversion Error: Could not …`. */
function engineError(message: string, mayQuoteData: boolean): InsitesError {
  const [, kind = '', words = ''] = /^([A-Za-z ]+?) Error: ([\s\S]*)$/.exec(message) ?? [];
  switch (kind) {
    case 'Parser':
    case 'Binder':
    case 'Catalog':
      if (mayQuoteData) return badValue();
      return invalid(`The query cannot be run: ${firstLines(words)}`, 'Check names and types.');
    case 'Conversion':
      return invalid(
        'A value does not fit the type that the query asks for.',
        'Use TRY_CAST to get an empty value instead.',
      );
    case 'Out of Range':
      return invalid(
        'A number is too large or too small for its type.',
        'Cast to a larger type first, such as DOUBLE.',
      );
    case 'Invalid Input':
    case 'Constraint':
    case 'Mismatch Type':
    case 'Not implemented':
      return badValue();
    case 'Out of Memory':
      return outOfMemory();
    case 'INTERRUPT':
      return stoppedError({ by: 'asker' });
    case 'Permission':
      return errors.notAllowed(
        'platform.queryRefused',
        'The query was refused: it reaches outside of the tables that it may read.',
        { hint: 'Read only tables you were given.' },
      );
    case 'IO':
      return diskError(words);
    default:
      return crashed(new Error(message));
  }
}

function badValue(): InsitesError {
  return invalid('A function got a value that it cannot take.', 'Use TRY(…) around it.');
}

function diskError(words: string): InsitesError {
  if (/no space left/i.test(words))
    return errors.unavailable('platform.diskFull', 'The disk is full.', {
      hint: 'The operator must free or add disk space.',
    });
  return crashed(new Error(words));
}

function invalid(message: string, hint: string): InsitesError {
  return errors.invalid('platform.queryInvalid', message, { hint });
}

/** Without the excerpt of the statement that follows, which is not the text the asker wrote. */
function firstLines(words: string): string {
  const [text = ''] = words.split(/\n+LINE \d+:/);
  return text.replace(/\s+/g, ' ').trim().slice(0, 400);
}
