import { tooLong } from '../refusal.ts';
import { longestRecord } from '../tokenize.ts';
import type { Attributes, XmlHandler } from './xml-reader.ts';

/** One element with all that is in it. */
export interface XmlNode {
  readonly name: string;
  readonly attributes: readonly (readonly [string, string])[];
  readonly children: XmlNode[];
  text: string;
}

/** Builds the elements that `wanted` says, one at a time; the rest of the document passes by. */
export class TreeBuilder implements XmlHandler {
  readonly #wanted: (path: readonly string[]) => boolean;
  readonly #take: (node: XmlNode, path: readonly string[]) => void;
  readonly #path: string[] = [];
  readonly #stack: XmlNode[] = [];
  #size = 0;

  constructor(
    wanted: (path: readonly string[]) => boolean,
    take: (node: XmlNode, path: readonly string[]) => void,
  ) {
    this.#wanted = wanted;
    this.#take = take;
  }

  open(name: string, attributes: Attributes): void {
    this.#path.push(name);
    const parent = this.#stack.at(-1);
    if (!parent && !this.#wanted(this.#path)) return;
    const named = attributes
      .entries()
      .filter(([key]) => !/^xmlns(:|$)|^xsi:/.test(key))
      .map(([key, value]) => [key.slice(key.indexOf(':') + 1), value] as const);
    const node: XmlNode = { name, attributes: named, children: [], text: '' };
    parent?.children.push(node);
    this.#stack.push(node);
    this.#grow(64 + named.reduce((sum, [key, value]) => sum + key.length + value.length, 0));
  }

  close(): void {
    const node = this.#stack.pop();
    if (node && this.#stack.length === 0) {
      this.#size = 0;
      this.#take(node, this.#path);
    }
    this.#path.pop();
  }

  text(text: string): void {
    const node = this.#stack.at(-1);
    if (!node) return;
    node.text += text;
    this.#grow(text.length);
  }

  #grow(by: number): void {
    this.#size += by;
    if (this.#size > longestRecord) throw tooLong(`one <${this.#stack[0]?.name ?? ''}>`);
  }
}

export function childOf(node: XmlNode, name: string): XmlNode | undefined {
  return node.children.find((child) => child.name === name);
}
