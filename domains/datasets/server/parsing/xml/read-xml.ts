import { XmlDecoder } from './decode.ts';
import { type XmlHandler, XmlReader } from './xml-reader.ts';

/** Reads a whole document from its bytes; `after` is called after each piece of it. */
export async function readXml(
  bytes: AsyncIterable<Buffer> | Iterable<Buffer>,
  handler: XmlHandler,
  after: () => void = () => undefined,
): Promise<void> {
  const decoder = new XmlDecoder();
  const reader = new XmlReader(handler);
  for await (const piece of bytes) {
    reader.write(decoder.decode(piece));
    after();
  }
  reader.write(decoder.end());
  reader.end();
}
