import { tooLong, tooWide, unsafe } from '../refusal.ts';
import type { Attributes, XmlHandler } from '../xml/xml-reader.ts';
import { cleanCell, numberCell, textCell } from './number-cell.ts';
import type { FormatKind } from './number-text.ts';
import {
  type Cell,
  cellAtMost,
  type Merge,
  mergesAtMost,
  type SheetFacts,
  type SheetRow,
  sheetWidth,
} from './sheet.ts';
import type { TextStore } from './text-store.ts';
import { isTrue, unescaped } from './xlsx-parts.ts';

const plain: FormatKind = { kind: 'number' };

/** What a sheet's XML is read with. */
export interface SheetContext {
  readonly styles: readonly FormatKind[];
  readonly texts: TextStore;
  readonly from1904: boolean;
  see(row: SheetRow): void;
}

/** Follows the XML of one sheet and gives its rows away as they end. */
export class XlsxSheet implements XmlHandler {
  readonly #context: SheetContext;
  readonly #merges: Merge[] = [];
  #withoutResult = 0;
  #row = 0;
  #hidden = false;
  #cells: (Cell | undefined)[] = [];
  #filled = false;
  #column = -1;
  #type = '';
  #format = plain;
  #value = '';
  #taking = false;
  #formula = false;
  #valued = false;
  #aloud = 0;

  constructor(context: SheetContext) {
    this.#context = context;
  }

  get facts(): SheetFacts {
    return { merges: this.#merges, withoutResult: this.#withoutResult };
  }

  open(name: string, attributes: Attributes): void {
    switch (name) {
      case 'row':
        this.#row = Number(attributes.get('r') ?? this.#row + 1);
        this.#hidden = isTrue(attributes.get('hidden'));
        this.#cells = [];
        this.#filled = false;
        this.#column = -1;
        break;
      case 'c':
        this.#openCell(attributes);
        break;
      case 'f':
        this.#formula = true;
        break;
      case 'rPh':
        this.#aloud += 1;
        break;
      case 'v':
      case 't':
        this.#taking = this.#aloud === 0;
        this.#valued = true;
        break;
      case 'mergeCell':
        this.#merge(attributes.get('ref') ?? '');
        break;
    }
  }

  close(name: string): void {
    switch (name) {
      case 'v':
      case 't':
        this.#taking = false;
        break;
      case 'rPh':
        this.#aloud -= 1;
        break;
      case 'c':
        this.#closeCell();
        break;
      case 'row':
        if (this.#filled)
          this.#context.see({ number: this.#row, cells: this.#cells, hidden: this.#hidden });
        break;
    }
  }

  text(text: string): void {
    if (!this.#taking) return;
    this.#value += text;
    if (this.#value.length > cellAtMost) throw tooLong(`a cell in row ${this.#row}`);
  }

  #openCell(attributes: Attributes): void {
    const reference = attributes.get('r');
    this.#column = reference === undefined ? this.#column + 1 : columnOf(reference);
    this.#type = attributes.get('t') ?? 'n';
    this.#format = this.#context.styles[Number(attributes.get('s') ?? 0)] ?? plain;
    this.#value = '';
    this.#formula = false;
    this.#valued = false;
  }

  #closeCell(): void {
    if (this.#formula && !this.#valued) this.#withoutResult += 1;
    const cell = this.#cell();
    if (!cell) return;
    if (this.#column < 0 || this.#column >= sheetWidth) throw tooWide(this.#column + 1);
    this.#cells[this.#column] = cell;
    this.#filled = true;
  }

  #cell(): Cell | undefined {
    const value = this.#value;
    switch (this.#type) {
      case 's':
        return value === '' ? undefined : cleanCell(this.#context.texts.get(Number(value)));
      case 'str':
      case 'inlineStr':
        return textCell(unescaped(value));
      case 'b':
        return value === '' ? undefined : { text: String(isTrue(value)), kind: 'boolean' };
      case 'e':
        return value === '' ? undefined : { text: value, kind: 'error' };
      case 'd':
        return value === '' ? undefined : { text: isoText(value), kind: 'date' };
      default:
        return value === '' ? undefined : numberCell(value, this.#format, this.#context.from1904);
    }
  }

  #merge(reference: string): void {
    const [first = '', last = first] = reference.split(':');
    const [top, left] = [rowOf(first), columnOf(first)];
    const [bottom, right] = [rowOf(last), columnOf(last)];
    if (this.#merges.length >= mergesAtMost)
      throw unsafe('it has more merged cells than any sheet');
    if (top > 0 && left >= 0) this.#merges.push({ top, left, bottom, right });
  }
}

/** Column of a reference like `AB12`, from 0; -1 when it is none. */
export function columnOf(reference: string): number {
  let column = 0;
  for (let at = 0; at < reference.length && at < 8; at += 1) {
    const letter = reference.charCodeAt(at) & 0xdf;
    if (letter < 65 || letter > 90) break;
    column = column * 26 + letter - 64;
  }
  return column - 1;
}

function rowOf(reference: string): number {
  return Number(/\d+$/.exec(reference)?.[0] ?? 0);
}

/** `2024-01-31T00:00:00` is a day. */
export function isoText(value: string): string {
  return value
    .trim()
    .replace(/Z$/, '')
    .replace(/\.0+$/, '')
    .replace(/[T ]00:00(:00)?$/, '')
    .replace('T', ' ');
}
