import { columnNames } from './column-names.ts';

type Row = Readonly<Record<string, unknown>>;

/** Rows written as lists, the first of which may hold the names: `[["a","b"],[1,2]]`. */
export class ListRows {
  #names: readonly string[] | null = null;
  #objects = false;

  /** An object came: where the first document is one, a list is no row. */
  seeObject(): void {
    this.#objects ||= this.#names === null;
  }

  /** The row, `header` for the list of names, or the reason why it is neither. */
  take(list: readonly unknown[]): { readonly row: Row } | 'header' | { readonly reason: string } {
    if (this.#objects) return { reason: 'It is no object with named values.' };
    if (this.#names === null) {
      const texts = list.filter((value) => typeof value === 'string');
      const named = texts.length === list.length && new Set(texts).size === list.length;
      this.#names = columnNames(named ? texts : [], list.length);
      if (named && list.length > 0) return 'header';
    }
    if (list.length !== this.#names.length)
      return {
        reason: `It has ${list.length} values where the table has ${this.#names.length}.`,
      };
    return { row: Object.fromEntries(this.#names.map((name, index) => [name, list[index]])) };
  }
}
