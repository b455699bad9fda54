import { damaged, unsafe } from '../refusal.ts';
import { entitiesResolved } from './entities.ts';

/** What an XML document consists of, in its order. Names come without their prefix. */
export interface XmlHandler {
  open(name: string, attributes: Attributes): void;
  close(name: string): void;
  /** May come in several pieces. */
  text(text: string): void;
}

const tagAtMost = 1024 * 1024;
const depthAtMost = 200;

/** Attributes of the element at hand; valid only while it is opened. */
export class Attributes {
  readonly #source: string;
  #pairs: string[] | null = null;

  constructor(source: string) {
    this.#source = source;
  }

  /** By the name as written, prefix included. */
  get(name: string): string | undefined {
    const pairs = this.#parsed();
    for (let at = 0; at < pairs.length; at += 2) if (pairs[at] === name) return pairs[at + 1];
    return undefined;
  }

  /** By the name without its prefix. */
  local(name: string): string | undefined {
    const pairs = this.#parsed();
    for (let at = 0; at < pairs.length; at += 2)
      if (localName(pairs[at] as string) === name) return pairs[at + 1];
    return undefined;
  }

  /** Names as written, and values. */
  entries(): (readonly [string, string])[] {
    const pairs = this.#parsed();
    const entries: [string, string][] = [];
    for (let at = 0; at < pairs.length; at += 2)
      entries.push([pairs[at] as string, pairs[at + 1] as string]);
    return entries;
  }

  #parsed(): string[] {
    if (this.#pairs) return this.#pairs;
    const text = this.#source;
    const pairs: string[] = [];
    let at = 0;
    for (;;) {
      const equals = text.indexOf('=', at);
      if (equals === -1) break;
      const name = text.slice(at, equals).trim();
      let from = equals + 1;
      while (from < text.length && text.charCodeAt(from) <= 32) from += 1;
      const quote = text[from] as string;
      const end = quote === '"' || quote === "'" ? text.indexOf(quote, from + 1) : -1;
      if (end === -1) break;
      pairs.push(name, entitiesResolved(text.slice(from + 1, end)));
      at = end + 1;
    }
    this.#pairs = pairs;
    return pairs;
  }
}

export function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
}

/**
 * Reads XML 1.0 that comes in pieces, without ever holding more than a tag of it. It fetches nothing, and a
 * document that declares entities of its own is refused (“billion laughs”, XXE).
 */
export class XmlReader {
  readonly #handler: XmlHandler;
  readonly #open: string[] = [];
  #rest = '';
  #inside: 'content' | 'comment' | 'cdata' | 'instruction' = 'content';
  #begun = false;

  constructor(handler: XmlHandler) {
    this.#handler = handler;
  }

  /** Names of the elements that are open, outermost first. */
  get path(): readonly string[] {
    return this.#open;
  }

  write(piece: string): void {
    const text = this.#rest === '' ? piece : this.#rest + piece;
    const used = this.#read(text);
    this.#rest = text.slice(used);
    if (this.#rest.length > tagAtMost) throw unsafe('a tag in it is longer than 1 MiB');
  }

  /** Throws when the document is not at its end. */
  end(): void {
    if (this.#inside !== 'content' || this.#open.length > 0)
      throw damaged(`it ends inside of <${this.#open.at(-1) ?? '?'}>`);
    if (!this.#begun) throw damaged('there is no element in it');
  }

  /** Answers how much of the text was read; the rest is an unfinished tag. */
  #read(text: string): number {
    let at = 0;
    while (at < text.length) {
      if (this.#inside !== 'content') {
        const next = this.#skip(text, at);
        if (next === at) return at;
        at = next;
        continue;
      }
      const tag = text.indexOf('<', at);
      if (tag !== at) {
        const end = tag === -1 ? safeEnd(text, at) : tag;
        if (end > at && this.#open.length > 0)
          this.#handler.text(entitiesResolved(text.slice(at, end)));
        if (tag === -1) return end;
        at = tag;
      }
      const next = this.#tag(text, at);
      if (next === -1) return at;
      at = next;
    }
    return at;
  }

  /** What no element is: comments, instructions, and text that is taken as it stands. */
  #skip(text: string, at: number): number {
    const inside = this.#inside;
    const mark = inside === 'comment' ? '-->' : inside === 'cdata' ? ']]>' : '?>';
    const end = text.indexOf(mark, at);
    const to = end === -1 ? Math.max(at, text.length - mark.length + 1) : end;
    if (inside === 'cdata' && to > at) this.#handler.text(text.slice(at, to));
    if (end === -1) return to;
    this.#inside = 'content';
    return end + mark.length;
  }

  /** One tag; -1 when it is not whole yet. */
  #tag(text: string, at: number): number {
    const mark = text.charCodeAt(at + 1);
    if (mark === 63) return this.#enter('instruction', at + 2);
    if (mark === 33) return this.#declaration(text, at);
    const end = tagEnd(text, at + 1);
    if (end === -1) return -1;
    if (mark === 47) this.#close(text.slice(at + 2, end).trim());
    else this.#opened(text.slice(at + 1, end));
    return end + 1;
  }

  #enter(inside: 'comment' | 'cdata' | 'instruction', next: number): number {
    this.#inside = inside;
    return next;
  }

  #declaration(text: string, at: number): number {
    if (text.startsWith('<!--', at)) return this.#enter('comment', at + 4);
    if (text.startsWith('<![CDATA[', at)) return this.#enter('cdata', at + 9);
    if (text.length - at < 9) return -1;
    const end = documentTypeEnd(text, at);
    if (end === -1) return -1;
    if (/<!ENTITY/i.test(text.slice(at, end)))
      throw unsafe(
        'it declares entities of its own, by which a small file grows without end or reads other files',
      );
    return end;
  }

  #opened(inside: string): void {
    const empty = inside.endsWith('/');
    let split = 0;
    while (split < inside.length && inside.charCodeAt(split) > 32) split += 1;
    const written = inside.slice(0, split);
    const name = localName(empty && split === inside.length ? written.slice(0, -1) : written);
    if (name === '') throw damaged('there is a tag without a name');
    if (this.#open.length >= depthAtMost)
      throw unsafe(`its elements are nested more than ${depthAtMost} deep`);
    if (this.#open.length === 0 && this.#begun)
      throw damaged('there is more than one outermost element');
    this.#begun = true;
    this.#open.push(name);
    this.#handler.open(name, new Attributes(empty ? inside.slice(split, -1) : inside.slice(split)));
    if (empty) this.#close(name);
  }

  #close(written: string): void {
    const name = localName(written);
    const open = this.#open.pop();
    if (open !== name) throw damaged(`<${open ?? ''}> is closed by </${name.slice(0, 50)}>`);
    this.#handler.close(name);
  }
}

/** Where text may be cut without cutting an entity in two. */
function safeEnd(text: string, from: number): number {
  const ampersand = text.lastIndexOf('&');
  return ampersand >= from && text.length - ampersand < 12 && !text.includes(';', ampersand)
    ? ampersand
    : text.length;
}

/** Position of the `>` that ends a tag: those within quotes do not. */
function tagEnd(text: string, from: number): number {
  let quote = 0;
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (quote !== 0) {
      if (code === quote) quote = 0;
    } else if (code === 62) return at;
    else if (code === 34 || code === 39) quote = code;
  }
  return -1;
}

function documentTypeEnd(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 91) depth += 1;
    else if (code === 93) depth -= 1;
    else if (code === 62 && depth <= 0) return at + 1;
  }
  return -1;
}
