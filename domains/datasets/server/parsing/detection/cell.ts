/** What a cell looks like, more coarsely than its type: enough to see whether a text was cut at the right places. */
export type CellLook =
  | 'empty'
  | 'number'
  | 'date'
  | 'time'
  | 'link'
  | 'code'
  | 'words'
  | 'prose'
  /** Holds marks that stand between cells rather than in them. */
  | 'odd';

const number =
  /^[-+(]{0,2}\s?(?:[$€£¥]|[A-Z]{1,3}\$)?\s?[-+]?(?:\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d{1,3}(?:[. '\u00a0\u202f’]\d{3})+(?:,\d*)?|\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][-+]?\d{1,3})?\s?(?:%|[$€£¥])?\)?$/;
const date =
  /^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})|\d{1,2}[- ]?[A-Za-z]{3,9}[-., ]{1,2}\d{2,4}|[A-Za-z]{3,9}\.? \d{1,2},? \d{4})(?:[T ,]{1,2}\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?: ?[AaPp]\.?[Mm]\.?)?(?: ?(?:Z|[A-Z]{3,4}|[-+]\d{2}:?\d{2}))?)?$/;
const month =
  /^(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)[-/ ](?:\d{4}|\d{2})$/i;
const time = /^\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?: ?[AaPp]\.?[Mm]\.?)?$/;
const link = /^(?:[a-z][a-z0-9+.-]*:\/\/\S+|www\.\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)$/i;
const code = /^[\p{L}\p{N}\p{M}]+(?:[-_./#:@+&*'’°–][\p{L}\p{N}\p{M}]+){0,12}\.?$/u;
const words = /^[\p{L}\p{N}\p{M}(#&'’"“<>$€£@%+*[{~?¿!-][^\t|;]*$/u;
const divided = /\t|\||;|~\^|\^|","|','/;

/** At most so many are kept at hand; cells repeat. */
const rememberedAtMost = 50_000;

/** Tells the looks of cells, and remembers them for the next candidate. */
export class Looks {
  readonly #known = new Map<string, CellLook>();

  of(cell: string): CellLook {
    if (cell === '') return 'empty';
    if (cell.length > 80) return lookOf(cell);
    const known = this.#known.get(cell);
    if (known) return known;
    const found = lookOf(cell);
    if (this.#known.size >= rememberedAtMost) this.#known.clear();
    this.#known.set(cell, found);
    return found;
  }
}

/** The look of a cell, without the blanks around it. */
export function lookOf(raw: string): CellLook {
  const cell = raw.trim();
  if (cell === '') return 'empty';
  const first = cell.charCodeAt(0);
  const numeric = (first >= 48 && first <= 57) || /^[-+(.,$€£¥A-Z]/.test(cell);
  if (numeric && cell.length < 40 && number.test(cell)) return 'number';
  if (cell.length < 45) {
    if (date.test(cell) || month.test(cell)) return 'date';
    if (time.test(cell)) return 'time';
  }
  if (isWrapped(cell)) return 'odd';
  if (cell.length < 400 && link.test(cell)) return 'link';
  if (/^[-–—.*?…]{1,3}$/.test(cell)) return 'code';
  if (cell.length < 60 && code.test(cell)) return 'code';
  if (divided.test(cell)) return cell.includes(' ') && cell.length > 40 ? 'prose' : 'odd';
  if (cell.length > 60) return 'prose';
  return words.test(cell) ? 'words' : 'odd';
}

/** Quotes around it were not taken off: another quote, or another delimiter, is the right one. */
function isWrapped(cell: string): boolean {
  const first = cell.charAt(0);
  const last = cell.charAt(cell.length - 1);
  if (first === '"' || first === "'")
    return cell.length > 1 && (first === last || !cell.includes(first, 1));
  return last === '"' && (cell.split('"').length - 1) % 2 === 1;
}

/** Looks that say of what kind a value is, where words could be anything. */
export function isTyped(look: CellLook): boolean {
  return look === 'number' || look === 'date' || look === 'time';
}
