import { unsafe } from '../refusal.ts';
import type { Attributes, XmlHandler } from './xml-reader.ts';

const pathsAtMost = 20_000;

interface Path {
  readonly name: string;
  readonly depth: number;
  readonly children: Map<string, Path>;
  count: number;
  /** Most often within one element around it. */
  most: number;
  attributes: boolean;
}

/** An element that is open, and how often each name stands in it so far. */
interface Open {
  readonly path: Path;
  readonly counts: Map<string, number>;
}

/** Elements that may be the rows of a table. */
export interface RecordPath {
  /** Names from the outermost element, with `/` between them. */
  readonly path: string;
  readonly count: number;
}

/** Counts the elements of a document by their paths, and tells which are its rows. */
export class RecordFinder implements XmlHandler {
  readonly #root: Path = newPath('', 0);
  readonly #stack: Open[] = [{ path: this.#root, counts: new Map() }];
  #paths = 0;

  open(name: string, attributes: Attributes): void {
    const around = this.#stack.at(-1) as Open;
    let path = around.path.children.get(name);
    if (!path) {
      this.#paths += 1;
      if (this.#paths > pathsAtMost) throw unsafe('it has more kinds of elements than any table');
      path = newPath(name, around.path.depth + 1);
      around.path.children.set(name, path);
    }
    const count = (around.counts.get(name) ?? 0) + 1;
    around.counts.set(name, count);
    path.count += 1;
    path.most = Math.max(path.most, count);
    path.attributes ||= attributes.entries().some(([key]) => !key.startsWith('xmlns'));
    this.#stack.push({ path, counts: new Map() });
  }

  close(): void {
    this.#stack.pop();
  }

  text(): void {}

  /** `rows`: what may be meant. `others`: what repeats too, but says less. */
  finish(): { readonly rows: readonly RecordPath[]; readonly others: readonly RecordPath[] } {
    const repeating: { path: Path; names: string[] }[] = [];
    collect(this.#root, [], repeating);
    if (repeating.length === 0) return { rows: [this.#single()], others: [] };
    const best = Math.max(...repeating.map(({ path }) => rank(path)));
    const asRecords = (wanted: boolean) =>
      repeating
        .filter(({ path }) => (rank(path) === best) === wanted)
        .map(({ path, names }) => ({ path: names.join('/'), count: path.count }));
    return { rows: asRecords(true), others: asRecords(false) };
  }

  /** Nothing repeats: the innermost element that has several in it. */
  #single(): RecordPath {
    const names: string[] = [];
    let path = [...this.#root.children.values()][0] as Path;
    names.push(path.name);
    for (;;) {
      const [child] = [...path.children.values()];
      if (!child || path.children.size > 1 || path.attributes || child.children.size === 0) break;
      path = child;
      names.push(path.name);
    }
    return { path: names.join('/'), count: path.count };
  }
}

function newPath(name: string, depth: number): Path {
  return { name, depth, children: new Map(), count: 0, most: 0, attributes: false };
}

/** The outermost elements that repeat; what repeats within them belongs to them. */
function collect(path: Path, names: string[], found: { path: Path; names: string[] }[]): void {
  for (const child of path.children.values()) {
    const inside = [...names, child.name];
    if (child.most > 1) found.push({ path: child, names: inside });
    else collect(child, inside, found);
  }
}

/** Elements with elements in them say more than those with attributes, these more than text alone. */
function rank(path: Path): number {
  if (path.children.size > 0) return 2;
  return path.attributes ? 1 : 0;
}
