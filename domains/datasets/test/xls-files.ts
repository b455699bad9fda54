/** A record of an old Excel sheet: its type and its bytes. */
export type Record = readonly [type: number, data: Buffer];

const sector = 512;
const bof = (kind: number): Record => [0x0809, Buffer.from([0, 6, kind, 0, 0, 0, 0, 0])];
const eof: Record = [0x000a, Buffer.alloc(0)];

function bytesOf(records: readonly Record[]): Buffer {
  return Buffer.concat(
    records.flatMap(([type, data]) => {
      const head = Buffer.alloc(4);
      head.writeUInt16LE(type, 0);
      head.writeUInt16LE(data.length, 2);
      return [head, data];
    }),
  );
}

/** Numbers in little endian: `[value, bytes]`, 8 bytes for a double. */
export function numbers(...values: readonly (readonly [number, 1 | 2 | 4 | 8])[]): Buffer {
  return Buffer.concat(
    values.map(([value, bytes]) => {
      const buffer = Buffer.alloc(bytes);
      if (bytes === 8) buffer.writeDoubleLE(value);
      else buffer.writeUIntLE(value, 0, bytes);
      return buffer;
    }),
  );
}

/** A workbook of Excel 97 with one sheet, whose records are given; `globals` stand before the list of sheets. */
export function xlsOf(globals: readonly Record[], cells: readonly Record[]): Buffer {
  const before = [bof(5), ...globals];
  const name = Buffer.from('Data', 'latin1');
  const listed = (position: number): Record => [
    0x0085,
    Buffer.concat([numbers([position, 4], [0, 1], [0, 1], [name.length, 1], [0, 1]), name]),
  ];
  const position = bytesOf([...before, listed(0), eof]).length;
  return compoundFileOf(bytesOf([...before, listed(position), eof, bof(0x10), ...cells, eof]));
}

/** The container of Office before 2007, with the stream `Workbook` in it. */
export function compoundFileOf(stream: Buffer): Buffer {
  const length = Math.max(4096, Math.ceil(stream.length / sector) * sector);
  const sectors = length / sector;
  const header = Buffer.alloc(sector, 0xff);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(header);
  header.fill(0, 8, 76);
  header.writeUInt16LE(0x3e, 24);
  header.writeUInt16LE(3, 26);
  header.writeUInt16LE(0xfffe, 28);
  header.writeUInt16LE(9, 30);
  header.writeUInt16LE(6, 32);
  header.writeUInt32LE(1, 44);
  header.writeUInt32LE(1, 48);
  header.writeUInt32LE(4096, 56);
  header.writeUInt32LE(0xfffffffe, 60);
  header.writeUInt32LE(0xfffffffe, 68);
  header.writeUInt32LE(0, 76);
  const table = Buffer.alloc(sector, 0xff);
  table.writeUInt32LE(0xfffffffd, 0);
  table.writeUInt32LE(0xfffffffe, 4);
  for (let index = 0; index < sectors; index += 1)
    table.writeUInt32LE(index === sectors - 1 ? 0xfffffffe : index + 3, (index + 2) * 4);
  const directory = Buffer.concat([
    entry('Root Entry', 5, 0xfffffffe, 0),
    entry('Workbook', 2, 2, length),
    Buffer.alloc(256),
  ]);
  const content = Buffer.alloc(length);
  stream.copy(content);
  return Buffer.concat([header, table, directory, content]);
}

function entry(name: string, type: number, start: number, bytes: number): Buffer {
  const buffer = Buffer.alloc(128);
  buffer.write(name, 'utf16le');
  buffer.writeUInt16LE((name.length + 1) * 2, 64);
  buffer[66] = type;
  buffer.writeUInt32LE(start, 116);
  buffer.writeUInt32LE(bytes, 120);
  return buffer;
}
