import { isComment } from './detection/structure.ts';
import type { Dialect } from './dialect.ts';
import { footerFrom, type Pending } from './footer.ts';
import { Misplaced } from './misplaced.ts';
import type { RecordCounts } from './normalise.ts';
import { isAlone, isBlank, isLabel, isNote, isSingle, isWords, keyOf } from './record-looks.ts';
import { rejectedRow } from './rejected-row.ts';
import { ColumnLooks, repairOf } from './repair.ts';
import type { RejectedRow } from './row-writer.ts';
import { Sums } from './sums.ts';
import type { TextRecord } from './tokenize.ts';

/** Where rows and rejected records go. */
export interface SorterSink {
  row(fields: readonly (string | null)[]): void;
  reject(row: RejectedRow): void;
}

export interface Sorted {
  readonly counts: RecordCounts;
  /** Further tables, each with the line it begins at. */
  readonly others: readonly {
    readonly line: number;
    readonly records: number;
    readonly width: number;
  }[];
  /** Rows out of which NUL characters were taken. */
  readonly nuls: number;
  /** Rows that end early and were filled up. */
  readonly filled: number;
  /** Columns that hold values and that a header with fewer names than columns leaves without one. */
  readonly unnamed: number;
}

type Fields = (string | null)[];
type Count = Exclude<keyof RecordCounts, 'detail'>;

const footerAtMost = 20;
/** Suggestions are made for so many rejected rows; a file with more of them needs another look anyway. */
const repairsAtMost = 2_000;
/** So many records, or so many characters of them, tell what the columns hold. */
const earlyRecords = 40;
const earlyCharacters = 1 << 20;

/** Puts every record of a text under one heading, and hands on those that are rows. */
export class RecordSorter {
  readonly #dialect: Dialect;
  readonly #sink: SorterSink;
  readonly #looks: ColumnLooks;
  readonly #misplaced: Misplaced;
  readonly #sums: Sums;
  readonly #counts: Record<Count, number> = {
    records: 0,
    loaded: 0,
    rejected: 0,
    header: 0,
    preamble: 0,
    blank: 0,
    footer: 0,
  };
  readonly #detail = { units: 0, repeatedHeaders: 0, comments: 0, totals: 0, otherTables: 0 };
  readonly #others: { line: number; records: number; width: number }[] = [];
  #headers: string[] = [];
  readonly #firsts = new Set<string>();
  #inOther = false;
  #afterBlank = false;
  #nuls = 0;
  #filled = 0;
  /** Fields of the longest record of the header. */
  #named = 0;
  #lastHolds = false;
  /** The first records, as long as they wait; null after that. */
  #early: TextRecord[] | null = [];
  #earlyCharacters = 0;
  /** Line of the last record that the looks were learnt from before it was sorted. */
  #learntTo = 0;
  /** Odd records since the last row; at the end of the file they may be a footer. */
  #pending: Pending[] = [];

  constructor(dialect: Dialect, sink: SorterSink) {
    this.#dialect = dialect;
    this.#sink = sink;
    this.#looks = new ColumnLooks(dialect.width);
    this.#misplaced = new Misplaced(dialect, this.#looks);
    this.#sums = new Sums(dialect.width);
  }

  /** Takes the next record. The first ones wait until enough of them tell what the columns hold. */
  take(record: TextRecord): void {
    if (this.#early === null) {
      this.#head(record);
      return;
    }
    this.#early.push(record);
    this.#earlyCharacters += record.length;
    if (this.#early.length >= earlyRecords || this.#earlyCharacters > earlyCharacters)
      this.#begin();
  }

  #begin(): void {
    const records = this.#early ?? [];
    this.#early = null;
    const { width, preamble, headerRows, endsEarly } = this.#dialect;
    const body = records.filter((record) => record.line > preamble && !isBlank(record, width));
    for (const { fields, unclosed, stray } of body.slice(headerRows)) {
      const whole = fields.length === width || (endsEarly && fields.length < width);
      if (whole && !unclosed && stray === 0) this.#looks.learn(fields);
    }
    this.#learntTo = records.at(-1)?.line ?? 0;
    for (const record of records) this.#head(record);
  }

  #head(record: TextRecord): void {
    const { width, preamble, headerRows, units, comment } = this.#dialect;
    this.#counts.records += 1;
    if (isBlank(record, width)) {
      this.#counts.blank += 1;
      this.#afterBlank = true;
      return;
    }
    if (record.line <= preamble) {
      this.#counts.preamble += 1;
      return;
    }
    if (this.#headers.length < headerRows) {
      this.#counts.header += 1;
      this.#headers.push(keyOf(record));
      this.#named = Math.max(this.#named, record.fields.length);
      this.#firsts.add((record.fields[0] ?? '').trim());
      return;
    }
    if (isComment(record.text, comment)) {
      this.#counts.footer += 1;
      this.#detail.comments += 1;
      return;
    }
    if (units !== null && this.#detail.units === 0) {
      this.#counts.header += 1;
      this.#detail.units = 1;
      return;
    }
    this.#sort(record);
    this.#afterBlank = false;
  }

  end(): Sorted {
    this.#begin();
    const footer = footerFrom(this.#pending, this.#dialect, this.#looks, this.#sums);
    for (const { record } of this.#pending.splice(footer)) {
      this.#counts.footer += 1;
      if (this.#sums.isTotal(record.fields)) this.#detail.totals += 1;
    }
    this.#flush();
    const detailed = Object.values(this.#detail).some((count) => count > 0);
    return {
      counts: { ...this.#counts, ...(detailed ? { detail: this.#detail } : {}) },
      others: this.#others,
      nuls: this.#nuls,
      filled: this.#filled,
      unnamed: this.#unnamed(),
    };
  }

  /** Names that were found all the same, or that stand beside labels of rows, are none too few. */
  #unnamed(): number {
    const { width, names, headerRows } = this.#dialect;
    const few = headerRows > 0 && this.#named < width && this.#lastHolds;
    return few && names.at(0) !== '' && names.at(-1) === '' ? width - this.#named : 0;
  }

  #sort(record: TextRecord): void {
    const { width } = this.#dialect;
    const first = (record.fields[0] ?? '').trim();
    if (width > 1 && this.#firsts.has(first) && this.#headers.includes(keyOf(record))) {
      this.#declareTitles();
      this.#flush();
      this.#inOther = false;
      this.#counts.header += 1;
      this.#detail.repeatedHeaders += 1;
      return;
    }
    const other = this.#others.at(-1);
    if (this.#inOther && other) {
      if (
        other.width === width ||
        record.fields.length !== width ||
        this.#looks.agreement(record.fields) < 0.8
      ) {
        this.#countOther();
        return;
      }
      this.#inOther = false;
    }
    const fields = this.#fit(record);
    if (!fields) this.#sums.addBroken(record.fields);
    if (this.#beginsOther(record)) return;
    const odd = !fields || this.#isOddRow(fields) || this.#followsHeading(record);
    if (odd || (this.#pending.some(({ label }) => label) && isSingle(record))) {
      const label = this.#afterBlank && width > 2 && isLabel(record);
      this.#pending.push({ record, fields, label });
      if (this.#pending.length > footerAtMost) this.#flush();
      return;
    }
    this.#flush();
    this.#write(record, fields);
  }

  /** Lines of text right above a header that comes again are its titles. */
  #declareTitles(): void {
    const { width } = this.#dialect;
    const isTitle = ({ record, fields }: Pending) =>
      fields ? isAlone(record.fields) : isNote(record, width);
    const from = this.#pending.findLastIndex((one) => !isTitle(one)) + 1;
    const titles = this.#pending.splice(from).length;
    this.#counts.footer += titles;
    this.#detail.comments += titles;
  }

  #countOther(): void {
    const other = this.#others.at(-1);
    if (other) other.records += 1;
    this.#counts.footer += 1;
    this.#detail.otherTables += 1;
  }

  /**
   * Whether another table begins here: names that are not ours, over numbers. Of another width, two records
   * of that width have to follow; of ours, blank lines go before.
   */
  #beginsOther(record: TextRecord): boolean {
    const { width } = this.#dialect;
    if (width < 2 || this.#counts.loaded === 0) return false;
    const found = record.fields.length;
    if (found === width) {
      if (
        !this.#afterBlank ||
        this.#pending.some(({ fields }) => fields) ||
        !this.#isHeading(record)
      )
        return false;
      this.#openOther(found, [...this.#pending.splice(0).map((one) => one.record), record]);
      return true;
    }
    if (found < 2) return false;
    const run = this.#pending.findLastIndex(({ record: one }) => one.fields.length !== found) + 1;
    const [first, second] = this.#pending.slice(run).map((one) => one.record);
    if (!first || !second || !this.#isHeading(first)) return false;
    this.#openOther(
      found,
      [...this.#pending.splice(0).map((one) => one.record), record],
      first.line,
    );
    return true;
  }

  /** Of the width of names that just came and are not ours: what follows will tell whose row it is. */
  #followsHeading({ fields }: TextRecord): boolean {
    const heading = this.#pending.at(-1)?.record;
    return (
      fields.length > this.#dialect.width &&
      this.#counts.loaded > 0 &&
      heading?.fields.length === fields.length &&
      this.#isHeading(heading)
    );
  }

  #openOther(width: number, records: readonly TextRecord[], line?: number): void {
    this.#inOther = true;
    this.#others.push({ line: line ?? records.at(-1)?.line ?? 0, records: 0, width });
    for (const _ of records) this.#countOther();
  }

  /** Words only, all different, at least one of them over a column of numbers, dates or links. */
  #isHeading(record: TextRecord): boolean {
    const named = (field: string, column: number) =>
      field.trim() !== '' && this.#looks.typeOf(column) !== null;
    return isWords(record) && record.fields.some(named);
  }

  /** The fields of a row: of the right number, or with nothing but empty ones too many. */
  #fit(record: TextRecord): Fields | null {
    const { fields, unclosed } = record;
    const { delimiter, width, endsEarly } = this.#dialect;
    if (unclosed || (fields.length < width && !(endsEarly && fields.length > 1))) return null;
    if (fields.slice(width).some((field) => field.trim() !== '')) return null;
    // One empty field too many somewhere before moves the values behind it to wrong columns.
    if (fields.length > width && this.#looks.typed > 1 && this.#looks.agreement(fields) < 0.6)
      return null;
    if (this.#misplaced.has(record)) return null;
    // Without a delimiter the blanks around a value divide nothing.
    const bare = delimiter === '' ? fields.map((field) => field.trim()) : fields;
    const row = bare.slice(0, width).map((field) => (field === '' ? null : field));
    while (row.length < width) row.push(null);
    return row;
  }

  /** Looks like a line of text or a sum rather than a row; what follows will tell. */
  #isOddRow(fields: Fields): boolean {
    const { width } = this.#dialect;
    // A line of text below a blank one may be the title of a header that comes again.
    if ((width > 2 || (width === 2 && this.#afterBlank)) && isAlone(fields)) return true;
    return width > 2 && this.#sums.isTotal(fields.map((field) => field ?? ''));
  }

  #write(record: TextRecord, fields: Fields): void {
    if (record.text.includes('\0') || record.length > record.text.length) {
      const before = fields.join('');
      if (before.includes('\0')) {
        this.#nuls += 1;
        for (const [column, field] of fields.entries())
          fields[column] = field?.replaceAll('\0', '') || null;
      }
    }
    if (record.fields.length < this.#dialect.width) this.#filled += 1;
    if (record.line > this.#learntTo) this.#looks.learn(fields);
    this.#lastHolds ||= fields.at(-1) !== null;
    this.#sums.add(fields);
    this.#sink.row(fields);
    this.#counts.loaded += 1;
  }

  #flush(): void {
    for (const { record, fields } of this.#pending)
      if (fields) this.#write(record, fields);
      else this.#reject(record);
    this.#pending = [];
  }

  #reject(record: TextRecord): void {
    const few = this.#counts.rejected < repairsAtMost;
    const repair = few ? repairOf(record, this.#dialect.width, this.#dialect, this.#looks) : null;
    this.#counts.rejected += 1;
    this.#sink.reject(rejectedRow(record, repair, this.#dialect));
  }
}
