import { damaged, tooLong } from '../refusal.ts';
import type { ByteStream } from './byte-stream.ts';
import { type Geometry, isInside, type Position, signedArea } from './geojson.ts';

// ESRI Shapefile Technical Description, 1998.

const recordAtMost = 64 * 1024 * 1024;

export async function openShp(stream: ByteStream): Promise<void> {
  const head = await stream.take(100);
  if (head.length < 100 || head.readInt32BE(0) !== 9994)
    throw damaged('its shapes (.shp) do not begin as they should');
}

/** The next shape: `geometry` is null where a record has none. Null at the end. */
export async function nextShape(
  stream: ByteStream,
): Promise<{ readonly geometry: Geometry | null } | null> {
  const head = await stream.take(8);
  if (head.length < 8) return null;
  const bytes = head.readInt32BE(4) * 2;
  if (bytes < 4) throw damaged('a shape in it has a wrong length');
  if (bytes > recordAtMost) throw tooLong('one shape');
  const content = await stream.take(bytes);
  if (content.length < bytes) throw damaged('its shapes (.shp) are cut off');
  try {
    return { geometry: geometryOf(content) };
  } catch (thrown) {
    if (thrown instanceof RangeError) throw damaged('a shape in it is damaged');
    throw thrown;
  }
}

function geometryOf(content: Buffer): Geometry | null {
  const type = content.readInt32LE(0);
  const hasHeight = type > 10 && type < 20;
  switch (type % 10) {
    case 1: {
      const [x, y] = [content.readDoubleLE(4), content.readDoubleLE(12)];
      const height = hasHeight ? [content.readDoubleLE(20)] : [];
      return { type: 'Point', coordinates: [x, y, ...height] };
    }
    case 8: {
      const count = content.readInt32LE(36);
      return { type: 'MultiPoint', coordinates: positions(content, 40, count, hasHeight) };
    }
    case 3: {
      const lines = parts(content, hasHeight);
      return lines.length === 1
        ? { type: 'LineString', coordinates: lines[0] ?? [] }
        : { type: 'MultiLineString', coordinates: lines };
    }
    case 5:
      return polygon(parts(content, hasHeight));
    default:
      return null;
  }
}

function parts(content: Buffer, hasHeight: boolean): readonly (readonly Position[])[] {
  const [count, points] = [content.readInt32LE(36), content.readInt32LE(40)];
  if (count < 0 || points < 0 || 44 + count * 4 + points * 16 > content.length)
    throw damaged('a shape in it is damaged');
  const all = positions(content, 44 + count * 4, points, hasHeight);
  const starts = Array.from({ length: count }, (_, index) => content.readInt32LE(44 + index * 4));
  return starts.map((start, index) => all.slice(start, starts[index + 1] ?? points));
}

/** Heights stand behind all of the points, after their least and greatest. */
function positions(content: Buffer, at: number, count: number, hasHeight: boolean): Position[] {
  if (count < 0 || at + count * 16 > content.length) throw damaged('a shape in it is damaged');
  const heights = at + count * 16 + 16;
  return Array.from({ length: count }, (_, index) => {
    const from = at + index * 16;
    const height = hasHeight ? [content.readDoubleLE(heights + index * 8)] : [];
    return [content.readDoubleLE(from), content.readDoubleLE(from + 8), ...height];
  });
}

/** Rings that run with the clock are edges, the others holes in them; GeoJSON has it the other way round. */
function polygon(rings: readonly (readonly Position[])[]): Geometry {
  const turned = rings.filter(({ length }) => length > 0).map((ring) => [...ring].reverse());
  const edges = turned.filter((ring) => signedArea(ring) >= 0).map((ring) => [ring]);
  for (const hole of turned.filter((ring) => signedArea(ring) < 0)) {
    const around =
      edges.length === 1
        ? edges[0]
        : edges.find(([edge]) => edge && hole[0] && isInside(hole[0], edge));
    if (around) around.push(hole);
    else edges.push([[...hole].reverse()]);
  }
  return edges.length === 1
    ? { type: 'Polygon', coordinates: edges[0] ?? [] }
    : { type: 'MultiPolygon', coordinates: edges };
}
