import { zipOf } from '@insites/testing';

type Ring = readonly (readonly [number, number])[];

const field = (name: string, type: string, length: number) => {
  const bytes = Buffer.alloc(32);
  bytes.write(name, 'latin1');
  bytes.write(type, 11, 'latin1');
  bytes[16] = length;
  return bytes;
};

/** Three records: a square with a hole, one without a shape, one marked as deleted. */
export function shapefileOf(): Buffer {
  const square: Ring = [
    [0, 0],
    [0, 4],
    [4, 4],
    [4, 0],
    [0, 0],
  ];
  const hole: Ring = [
    [1, 1],
    [2, 1],
    [2, 2],
    [1, 2],
    [1, 1],
  ];
  return zipOf([
    { name: 'Places/places.SHP', content: shp([polygon([square, hole]), nothing(), nothing()]) },
    {
      name: 'Places/places.dbf',
      content: dbf([' Ålesund 4777220240131', ' Empty   *****        ', '*Gone        1        ']),
    },
    { name: 'Places/places.cpg', content: 'ISO-8859-1' },
    { name: 'Places/places.prj', content: 'PROJCS["NAD83 / Test",GEOGCS["NAD83"]]' },
    { name: 'Places/places.shx', content: 'unused' },
  ]);
}

function dbf(records: readonly string[]): Buffer {
  const fields = [field('NAME', 'C', 8), field('POP', 'N', 5), field('DAY', 'D', 8)];
  const head = Buffer.alloc(32);
  head[0] = 3;
  head.writeUInt32LE(records.length, 4);
  head.writeUInt16LE(32 + fields.length * 32 + 1, 8);
  head.writeUInt16LE(22, 10);
  const rows = records.map((record) => Buffer.from(record, 'latin1'));
  return Buffer.concat([head, ...fields, Buffer.from([13]), ...rows, Buffer.from([26])]);
}

function shp(shapes: readonly Buffer[]): Buffer {
  const head = Buffer.alloc(100);
  head.writeInt32BE(9994, 0);
  head.writeInt32LE(5, 32);
  const records = shapes.flatMap((content, index) => {
    const before = Buffer.alloc(8);
    before.writeInt32BE(index + 1, 0);
    before.writeInt32BE(content.length / 2, 4);
    return [before, content];
  });
  return Buffer.concat([head, ...records]);
}

function nothing(): Buffer {
  return Buffer.alloc(4);
}

function polygon(rings: readonly Ring[]): Buffer {
  const points = rings.flat();
  const content = Buffer.alloc(44 + rings.length * 4 + points.length * 16);
  content.writeInt32LE(5, 0);
  content.writeInt32LE(rings.length, 36);
  content.writeInt32LE(points.length, 40);
  let start = 0;
  rings.forEach((ring, index) => {
    content.writeInt32LE(start, 44 + index * 4);
    start += ring.length;
  });
  points.forEach(([x, y], index) => {
    const at = 44 + rings.length * 4 + index * 16;
    content.writeDoubleLE(x, at);
    content.writeDoubleLE(y, at + 8);
  });
  return content;
}
