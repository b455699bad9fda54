import { Budget } from '../archives/budget.ts';
import type { ZipFile } from '../archives/zip.ts';
import { damaged, Refusal, tooLong, tooWide, unsafe } from '../refusal.ts';
import { mustFitMemory } from '../row-sink.ts';
import { readXml } from '../xml/read-xml.ts';
import type { Attributes, XmlHandler } from '../xml/xml-reader.ts';
import { textCell } from './number-cell.ts';
import { numberText } from './number-text.ts';
import {
  type Cell,
  cellAtMost,
  type Merge,
  mergesAtMost,
  type SheetFacts,
  type SheetRow,
  sheetWidth,
  type Workbook,
} from './sheet.ts';
import { isoText } from './xlsx-sheet.ts';

// OASIS OpenDocument 1.3, part 3.

/** Rows a sheet can have in any program. */
const rowsAtMost = 16_777_216;

/** A spreadsheet of LibreOffice and its kin. */
export async function openOds(zip: ZipFile, sourceBytes: number): Promise<Workbook> {
  const content = zip.find('content.xml');
  if (!content) throw damaged('its content is missing');
  const manifest = zip.find('META-INF/manifest.xml');
  if (manifest && /encryption-data/.test((await zip.content(manifest)).toString('latin1')))
    throw new Refusal({ kind: 'locked' });
  const names = new OdsNames();
  await readXml(zip.read(content), names);
  return {
    format: 'ods',
    sheets: names.sheets,
    read: async (index, see) => {
      const sheet = new OdsSheet(index, see, new Budget(sourceBytes));
      await readXml(zip.read(content), sheet, mustFitMemory);
      return sheet.facts;
    },
    close: () => undefined,
  };
}

/** Which sheets there are. A table within a table is none. */
class OdsNames implements XmlHandler {
  readonly sheets: { name: string; hidden: boolean }[] = [];
  readonly #hiddenStyles = new Set<string>();
  #style = '';
  #depth = 0;

  open(name: string, attributes: Attributes): void {
    if (name === 'style') this.#style = attributes.get('style:name') ?? '';
    if (name === 'table-properties' && attributes.get('table:display') === 'false')
      this.#hiddenStyles.add(this.#style);
    if (name !== 'table') return;
    this.#depth += 1;
    if (this.#depth > 1) return;
    const title = attributes.get('table:name') ?? `Sheet ${this.sheets.length + 1}`;
    const hidden = this.#hiddenStyles.has(attributes.get('table:style-name') ?? '');
    this.sheets.push({ name: title, hidden });
  }

  close(name: string): void {
    if (name === 'table') this.#depth -= 1;
  }

  text(): void {}
}

/** Follows the document and gives away the rows of one sheet. */
class OdsSheet implements XmlHandler {
  readonly #wanted: number;
  readonly #see: (row: SheetRow) => void;
  readonly #budget: Budget;
  readonly #merges: Merge[] = [];
  #sheet = -1;
  #depth = 0;
  #row = 0;
  #rowTimes = 1;
  #hidden = false;
  #cells: (Cell | undefined)[] = [];
  #filled = false;
  #column = 0;
  #cellTimes = 1;
  #value: Cell | undefined;
  #takesText = false;
  #text = '';
  #paragraphs = 0;
  /** Inside of a note to a cell. */
  #aside = 0;

  constructor(wanted: number, see: (row: SheetRow) => void, budget: Budget) {
    this.#budget = budget;
    this.#wanted = wanted;
    this.#see = see;
  }

  get facts(): SheetFacts {
    return { merges: this.#merges, withoutResult: 0 };
  }

  open(name: string, attributes: Attributes): void {
    if (name === 'table') {
      this.#depth += 1;
      if (this.#depth === 1) this.#sheet += 1;
      return;
    }
    if (!this.#reading) return;
    if (name === 'annotation') this.#aside += 1;
    else if (this.#aside > 0) return;
    else if (name === 'table-row') this.#openRow(attributes);
    else if (name === 'table-cell' || name === 'covered-table-cell')
      this.#openCell(name, attributes);
    else if (name === 'p') this.#paragraph();
    else if (name === 's')
      this.#take(' '.repeat(Math.min(1_000, Number(attributes.get('text:c') ?? 1))));
    else if (name === 'tab') this.#take('\t');
    else if (name === 'line-break') this.#take('\n');
  }

  close(name: string): void {
    if (name === 'table') this.#depth -= 1;
    if (!this.#reading) return;
    if (name === 'annotation') this.#aside -= 1;
    else if (this.#aside > 0) return;
    else if (name === 'table-cell' || name === 'covered-table-cell') this.#closeCell();
    else if (name === 'table-row') this.#closeRow();
  }

  text(text: string): void {
    if (this.#reading && this.#aside === 0 && this.#paragraphs > 0) this.#take(text);
  }

  get #reading(): boolean {
    return this.#sheet === this.#wanted && this.#depth === 1;
  }

  #openRow(attributes: Attributes): void {
    this.#rowTimes = times(attributes.get('table:number-rows-repeated'));
    this.#hidden = /collapse|filter/.test(attributes.get('table:visibility') ?? '');
    this.#cells = [];
    this.#filled = false;
    this.#column = 0;
  }

  #openCell(name: string, attributes: Attributes): void {
    this.#cellTimes = times(attributes.get('table:number-columns-repeated'));
    this.#text = '';
    this.#paragraphs = 0;
    const { cell, takesText } = typedCell(attributes);
    // What lies under a merged cell is not shown; the merge says what stands there.
    this.#value = name === 'table-cell' ? cell : undefined;
    this.#takesText = name === 'table-cell' && takesText;
    const down = times(attributes.get('table:number-rows-spanned'));
    const across = times(attributes.get('table:number-columns-spanned'));
    if (name !== 'table-cell' || (down === 1 && across === 1)) return;
    if (this.#merges.length >= mergesAtMost)
      throw unsafe('it has more merged cells than any sheet');
    const top = this.#row + 1;
    const left = this.#column;
    this.#merges.push({ top, left, bottom: top + down - 1, right: left + across - 1 });
  }

  #paragraph(): void {
    if (this.#paragraphs > 0) this.#take('\n');
    this.#paragraphs += 1;
  }

  #take(text: string): void {
    if (!this.#takesText) return;
    this.#text += text;
    if (this.#text.length > cellAtMost) throw tooLong(`a cell in row ${this.#row + 1}`);
  }

  #closeCell(): void {
    const cell = this.#takesText ? textCell(this.#text) : this.#value;
    this.#paragraphs = 0;
    if (cell) {
      if (this.#column + this.#cellTimes > sheetWidth)
        throw tooWide(this.#column + this.#cellTimes);
      for (let index = 0; index < this.#cellTimes; index += 1)
        this.#cells[this.#column + index] = cell;
      this.#filled = true;
    }
    this.#column += this.#cellTimes;
  }

  #closeRow(): void {
    const { cells, hidden } = { cells: this.#cells, hidden: this.#hidden };
    if (this.#filled && this.#row + this.#rowTimes > rowsAtMost)
      throw unsafe('it says that a row is repeated more often than a sheet has rows');
    for (let index = 1; this.#filled && index <= this.#rowTimes; index += 1) {
      if (index > 1) this.#budget.spend(cells.length * 2);
      this.#see({ number: this.#row + index, cells, hidden });
    }
    this.#row += this.#rowTimes;
  }
}

function times(value: string | undefined): number {
  const count = Number(value ?? 1);
  return Number.isSafeInteger(count) && count > 0 ? count : 1;
}

/** A cell by its stored value; `takesText`: it is what its paragraphs say. */
function typedCell(attributes: Attributes): { cell?: Cell; takesText: boolean } {
  const type = attributes.get('office:value-type');
  const value = attributes.get('office:value');
  switch (type) {
    case undefined:
      return { takesText: false };
    case 'float':
    case 'currency':
    case 'percentage': {
      const text = value === undefined ? null : numberText(value);
      return text === null ? { takesText: true } : made(text, 'number');
    }
    case 'date': {
      const date = attributes.get('office:date-value');
      return date === undefined ? { takesText: true } : made(isoText(date), 'date');
    }
    case 'time': {
      const time = attributes.get('office:time-value');
      return time === undefined ? { takesText: true } : made(durationText(time), 'date');
    }
    case 'boolean':
      return made(String(attributes.get('office:boolean-value') === 'true'), 'boolean');
    default: {
      const stored = attributes.get('office:string-value');
      const cell = stored === undefined ? undefined : textCell(stored);
      return cell ? { cell, takesText: false } : { takesText: true };
    }
  }
}

function made(text: string, kind: Cell['kind']): { cell: Cell; takesText: boolean } {
  return { cell: { text, kind }, takesText: false };
}

/** `PT10H30M00S` as `10:30:00`. */
function durationText(value: string): string {
  const found = /^(-?)PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,](\d+))?S)?$/.exec(value);
  if (!found) return value;
  const [, sign = '', hours = '0', minutes = '0', seconds = '0', part = ''] = found;
  const two = (text: string) => text.padStart(2, '0');
  const fraction = part.replace(/0+$/, '').slice(0, 6);
  return `${sign}${two(hours)}:${two(minutes)}:${two(seconds)}${fraction === '' ? '' : `.${fraction}`}`;
}
