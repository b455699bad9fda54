/** A piece of text that should be one JSON document, or word of a piece too long to read. */
export type Element =
  | { readonly kind: 'text'; readonly text: string; readonly line: number }
  | { readonly kind: 'tooLong'; readonly line: number };

const longest = 8 * 1024 * 1024;

/** `ndjson`: the lines. `json`: the elements of the outermost array, or of the only array of objects in the outermost object. */
export function jsonElements(
  chunks: Iterable<string>,
  format: 'ndjson' | 'json',
): Iterable<Element> {
  return format === 'ndjson' ? lines(chunks) : arrayElements(chunks);
}

function* lines(chunks: Iterable<string>): Generator<Element> {
  let rest = '';
  let line = 1;
  for (const chunk of chunks) {
    rest += chunk;
    let from = 0;
    for (;;) {
      const end = rest.indexOf('\n', from);
      if (end === -1) break;
      yield { kind: 'text', text: rest.slice(from, end), line };
      line += 1;
      from = end + 1;
    }
    rest = rest.slice(from);
    if (rest.length > longest) {
      yield { kind: 'tooLong', line };
      return;
    }
  }
  if (rest !== '') yield { kind: 'text', text: rest, line };
}

/** Follows brackets and quotes only; whether an element is JSON, its parser says. */
function* arrayElements(chunks: Iterable<string>): Generator<Element> {
  let depth = 0;
  let arrayDepth = 0;
  // An array in the outermost object is told to be rows by its first element: a bounding box is none.
  let maybe = false;
  let inText = false;
  let escaped = false;
  let line = 1;
  let startLine = 1;
  let element = '';
  let whole = '';
  for (const chunk of chunks) {
    let from = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const code = chunk.charCodeAt(at);
      if (code === 10) line += 1;
      if (maybe && !isSpace(code)) {
        maybe = false;
        if (code === 123) {
          arrayDepth = depth;
          from = at;
          startLine = line;
        }
      }
      if (inText) {
        if (escaped) escaped = false;
        else if (code === 92) escaped = true;
        else if (code === 34) inText = false;
        continue;
      }
      if (code === 34) inText = true;
      else if (code === 91 || code === 123) {
        depth += 1;
        if (code === 91 && arrayDepth === 0 && depth === 2) maybe = true;
        if (code === 91 && arrayDepth === 0 && depth === 1) {
          arrayDepth = depth;
          from = at + 1;
          startLine = line;
          element = '';
        }
      } else if (code === 93 || code === 125) {
        depth -= 1;
        if (arrayDepth > 0 && depth < arrayDepth) {
          const text = element + chunk.slice(from, at);
          if (text.trim() !== '') yield { kind: 'text', text, line: startLine };
          return;
        }
      } else if (code === 44 && arrayDepth > 0 && depth === arrayDepth) {
        yield { kind: 'text', text: element + chunk.slice(from, at), line: startLine };
        element = '';
        from = at + 1;
        startLine = line;
      }
    }
    if (arrayDepth > 0) element += chunk.slice(from);
    else whole += chunk;
    if (element.length > longest || whole.length > longest) {
      yield { kind: 'tooLong', line: startLine };
      return;
    }
  }
  // No array at all: one document. An array that never ends: its last piece, which the parser refuses.
  const rest = arrayDepth > 0 ? element : whole;
  if (rest.trim() !== '') yield { kind: 'text', text: rest, line: startLine };
}

function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9;
}
