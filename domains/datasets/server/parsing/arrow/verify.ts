import { damaged, unsafe } from '../refusal.ts';

// FlatBuffers, “Internals”; Arrow's Message.fbs, Schema.fbs and File.fbs, whose fields are named by number here.

const fieldsAtMost = 50_000;
const depthAtMost = 64;

/** Kinds of a message, as its second field says. */
const kinds = { schema: 1, dictionary: 2, batch: 3 } as const;

/**
 * Holds the lists of a message against its bytes. Arrow's library believes what they say of their length, and
 * would make billions of elements of none.
 */
export function verifyMessage(bytes: Buffer): void {
  verified(() => {
    const message = rootOf(bytes);
    const kind = message.number(1);
    const header = message.table(2);
    message.list(4, 4);
    if (!header) throw damaged('a message in it is empty');
    if (kind === kinds.schema) verifySchema(header);
    else if (kind === kinds.batch) verifyBatch(header);
    else if (kind === kinds.dictionary) verifyBatch(header.table(1));
    else throw damaged('a message in it is of no known kind');
  });
}

/** The same of the index at the end of a file. */
export function verifyFooter(bytes: Buffer): void {
  verified(() => {
    const footer = rootOf(bytes);
    const schema = footer.table(1);
    if (!schema) throw damaged('it has no schema');
    verifySchema(schema);
    for (const blocks of [2, 3]) footer.list(blocks, 24);
    footer.list(4, 4);
  });
}

function verifyBatch(batch: FlatTable | null): void {
  if (!batch) throw damaged('a batch in it is empty');
  for (const structs of [1, 2]) batch.list(structs, 16);
  batch.list(4, 8);
}

function verifySchema(schema: FlatTable): void {
  let seen = 0;
  const visit = (table: FlatTable, children: number, depth: number) => {
    if (depth > depthAtMost) throw unsafe('its columns are nested too deeply');
    for (const field of table.tables(children)) {
      seen += 1;
      // Offsets may lead to the same field again and again.
      if (seen > fieldsAtMost)
        throw unsafe('it says that it has more columns than its bytes can hold');
      field.list(6, 4);
      visit(field, 5, depth + 1);
    }
  };
  schema.list(2, 4);
  visit(schema, 1, 0);
}

function verified(check: () => void): void {
  try {
    check();
  } catch (thrown) {
    if (thrown instanceof RangeError) throw damaged('a message in it points outside itself');
    throw thrown;
  }
}

function rootOf(bytes: Buffer): FlatTable {
  return new FlatTable(bytes, bytes.readUInt32LE(0));
}

/** A table of a flatbuffer. Reading outside of the bytes is a RangeError. */
class FlatTable {
  readonly #bytes: Buffer;
  readonly #at: number;
  readonly #fields: number;

  constructor(bytes: Buffer, at: number) {
    this.#bytes = bytes;
    this.#at = at;
    this.#fields = at - bytes.readInt32LE(at);
    bytes.readUInt16LE(this.#fields);
  }

  /** A field of one byte; 0 when it is left out. */
  number(field: number): number {
    const at = this.#find(field);
    return at === null ? 0 : this.#bytes.readUInt8(at);
  }

  table(field: number): FlatTable | null {
    const at = this.#find(field);
    return at === null ? null : this.#tableAt(at);
  }

  *tables(field: number): Generator<FlatTable> {
    const list = this.list(field, 4);
    for (let index = 0; index < list.length; index += 1) yield this.#tableAt(list.at + index * 4);
  }

  /** Where the elements of a list begin, and how many there are. */
  list(field: number, elementBytes: number): { readonly at: number; readonly length: number } {
    const found = this.#find(field);
    if (found === null) return { at: 0, length: 0 };
    const at = found + this.#bytes.readUInt32LE(found);
    const length = this.#bytes.readUInt32LE(at);
    if (at + 4 + length * elementBytes > this.#bytes.length)
      throw damaged('a list in it is longer than its bytes');
    return { at: at + 4, length };
  }

  #tableAt(at: number): FlatTable {
    return new FlatTable(this.#bytes, at + this.#bytes.readUInt32LE(at));
  }

  #find(field: number): number | null {
    const size = this.#bytes.readUInt16LE(this.#fields);
    const entry = 4 + field * 2;
    if (entry + 2 > size) return null;
    const offset = this.#bytes.readUInt16LE(this.#fields + entry);
    return offset === 0 ? null : this.#at + offset;
  }
}
