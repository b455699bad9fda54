import { TextDecoder } from 'node:util';

/** Text of XML bytes: by the mark at the beginning, else by what the declaration says, else UTF-8. */
export class XmlDecoder {
  #decoder: TextDecoder | null = null;
  #first = Buffer.alloc(0);

  /** The text of the next piece; nothing until enough has come to tell the encoding. */
  decode(piece: Uint8Array): string {
    if (this.#decoder) return this.#decoder.decode(piece, { stream: true });
    this.#first = Buffer.concat([this.#first, piece]);
    return this.#first.length < 256 ? '' : this.#begin();
  }

  end(): string {
    const begun = this.#decoder ? '' : this.#begin();
    return begun + (this.#decoder?.decode() ?? '');
  }

  #begin(): string {
    this.#decoder = new TextDecoder(encodingOf(this.#first));
    return this.#decoder.decode(this.#first, { stream: true });
  }
}

function encodingOf(first: Buffer): string {
  if (first[0] === 0xff && first[1] === 0xfe) return 'utf-16le';
  if (first[0] === 0xfe && first[1] === 0xff) return 'utf-16be';
  if (first[0] === 0x3c && first[1] === 0) return 'utf-16le';
  if (first[0] === 0 && first[1] === 0x3c) return 'utf-16be';
  const declared = /^[^<]{0,3}<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]+)["']/.exec(
    first.subarray(0, 256).toString('latin1'),
  )?.[1];
  try {
    // Bytes cannot be UTF-16 here, whatever is declared.
    return declared && !/utf-?16|ucs/i.test(declared)
      ? new TextDecoder(declared).encoding
      : 'utf-8';
  } catch {
    return 'utf-8';
  }
}
