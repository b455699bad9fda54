import type { Marks } from '../read-record.ts';

const single = [
  ',',
  ';',
  '\t',
  '|',
  ':',
  ' ',
  '^',
  '~',
  '#',
  '&',
  '*',
  '@',
  '/',
  '=',
  '§',
  '¦',
  '\x01',
  '\x1f',
  '\x1e',
  '\x1c',
  '\x7f',
];
const usual = [',', ';', '\t', '|'];
const linesLookedAt = 60;
const longAtMost = 8;
/** Runs of marks, also with a blank behind or around them. */
const marked = /\\t|[|;,:~^*\\<>#=&!@]+ ?|\t\t+| [|;,:] /g;

/** Ways in which a text may be divided, the usual ones first. Only those of which the text has traces. */
export function candidatesOf(lines: readonly string[]): readonly Marks[] {
  const looked = lines.filter((line) => line.trim() !== '').slice(0, linesLookedAt);
  const delimiters = ['', ...singleOnes(looked), ...longOnes(looked)];
  const text = looked.join('\n');
  return delimiters.flatMap((delimiter) =>
    quotings(text, delimiter).map((quoting) => ({ delimiter, ...quoting })),
  );
}

function singleOnes(lines: readonly string[]): string[] {
  return single.filter((delimiter) => {
    const holding = lines.filter((line) => line.includes(delimiter)).length;
    return usual.includes(delimiter)
      ? holding > 0
      : holding >= Math.max(2, lines.length * 0.4) || (holding > 0 && lines.length < 4);
  });
}

/** Delimiters of several characters: runs of marks that come back in most lines. */
function longOnes(lines: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const line of lines) {
    const runs = line.match(marked) ?? [];
    const seen = new Set<string>();
    for (const run of runs)
      if (run.length > 1 && run.length <= 5) for (const part of partsOf(run)) seen.add(part);
    for (const run of seen) counts.set(run, (counts.get(run) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, count]) => count >= Math.max(2, lines.length * 0.5))
    .sort((left, right) => right[1] - left[1] || right[0].length - left[0].length)
    .slice(0, longAtMost)
    .map(([run]) => run)
    .filter((run) => !isPair(run) || pairsOnly(run.charAt(0), lines))
    .filter((run) => !isPartOfRows(run, lines));
}

/** Cells that begin with a mark (`=1+1`, `#4`) make runs by chance: their usual delimiter stands alone as well. */
function isPartOfRows(run: string, lines: readonly string[]): boolean {
  const mark = usual.find((one) => run.includes(one));
  if (mark === undefined || run.trim() === mark || isPair(run)) return false;
  const alone = lines.filter((line) => line.replaceAll(run, '').includes(mark)).length;
  return alone > lines.length / 2;
}

const isPair = (run: string) => run.length === 2 && run.charAt(0) === run.charAt(1);

/** Empty cells make pairs by chance; a usual delimiter that is a pair never stands alone. */
function pairsOnly(mark: string, lines: readonly string[]): boolean {
  if (!usual.includes(mark)) return true;
  const alone = lines.filter((line) => {
    for (let at = 0; at < line.length; at += 1) {
      if (line.charAt(at) !== mark) continue;
      const from = at;
      while (line.charAt(at) === mark) at += 1;
      if ((at - from) % 2 === 1) return true;
    }
    return false;
  });
  return alone.length === 0;
}

/** Empty cells put delimiters side by side: `||||` may be `||` twice. */
function partsOf(run: string): string[] {
  const half = run.slice(0, run.length / 2);
  const spaced = run.endsWith(' ') && run.length > 2 ? [run.slice(-2)] : [];
  return run.length % 2 === 0 && run === half + half && half.length > 1
    ? [run, half]
    : [run, ...spaced];
}

function quotings(text: string, delimiter: string): readonly Omit<Marks, 'delimiter'>[] {
  const plain = { quote: '"', escaping: 'doubled' } as const;
  const found: Omit<Marks, 'delimiter'>[] = [plain];
  if (delimiter === '') return found;
  if (text.includes('"')) {
    if (/\\"/.test(text)) found.push({ quote: '"', escaping: 'backslash' });
    if (hasLooseQuote(text, delimiter)) found.push({ quote: '"', escaping: 'none' });
    found.push({ quote: '', escaping: 'doubled' });
  } else if (text.includes(`\\${delimiter}`)) found.push({ quote: '"', escaping: 'backslash' });
  if (wraps(text, delimiter, "'")) {
    found.push({ quote: "'", escaping: 'doubled' });
    if (/\\'/.test(text)) found.push({ quote: "'", escaping: 'backslash' });
    if (/[\p{L}]'[\p{L} ]/u.test(text)) found.push({ quote: "'", escaping: 'none' });
  }
  for (const other of ['`', '~', '^', '%', '$'])
    if (other !== delimiter && wrapsOften(text, delimiter, other))
      found.push({ quote: other, escaping: 'doubled' });
  return found;
}

/** A quote that neither opens nor closes a field, nor is doubled, nor escaped. */
function hasLooseQuote(raw: string, delimiter: string): boolean {
  const text = raw.replaceAll('""', '');
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) {
    const before = text.charAt(at - 1);
    const after = text.charAt(at + 1);
    const opens =
      before === '' || before === '\n' || text.startsWith(delimiter, at - delimiter.length);
    const closes = after === '' || after === '\n' || text.startsWith(delimiter, at + 1);
    if (!opens && !closes && before !== '\\') return true;
  }
  return false;
}

function wraps(text: string, delimiter: string, quote: string): boolean {
  const inner = `${quote}${delimiter}`;
  return (
    (text.includes(inner) || text.includes(`${quote}\n`) || text.endsWith(quote)) &&
    (text.includes(`${delimiter}${quote}`) || text.includes(`\n${quote}`) || text.startsWith(quote))
  );
}

function wrapsOften(text: string, delimiter: string, quote: string): boolean {
  const between = `${quote}${delimiter}${quote}`;
  return delimiter.trim() !== '' && text.split(between).length > text.split('\n').length / 2;
}
