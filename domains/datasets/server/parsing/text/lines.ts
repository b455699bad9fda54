import { tooLong } from '../refusal.ts';
import { longestRecord } from '../tokenize.ts';

/** Lines of a text that comes in pieces; they end with LF, CRLF or CR. */
export function* linesOf(pieces: Iterable<string>): Generator<string> {
  let rest = '';
  let lines = 0;
  for (const piece of pieces) {
    const text = rest + piece;
    // CR at the very end: the LF may still come.
    const whole = text.endsWith('\r') ? text.slice(0, -1) : text;
    const found = whole.split(/\r\n|\n|\r/);
    rest = (found.pop() ?? '') + text.slice(whole.length);
    lines += found.length;
    if (rest.length > longestRecord) throw tooLong(`line ${(lines + 1).toLocaleString('en')}`);
    yield* found;
  }
  if (rest !== '') yield rest.replace(/\r$/, '');
}
