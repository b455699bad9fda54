import type { ReadInput, ReadTable } from '../formats/read-table.ts';
import { writeNodes } from '../xml/read-records.ts';
import { childOf, type XmlNode } from '../xml/tree.ts';
import type { Geometry, Position } from './geojson.ts';

// OGC KML 2.3.

const shapes = new Set(['Point', 'LineString', 'LinearRing', 'Polygon', 'MultiGeometry', 'Track', 'MultiTrack', 'Model']); // biome-ignore format: a list
/** How a place is drawn, not what it is. */
const drawn = new Set(['Style', 'StyleMap', 'styleUrl', 'LookAt', 'Camera', 'Region', 'atom']);

/** The placemarks of a KML document as rows, each with its shape as GeoJSON. */
export async function readKml(input: ReadInput, sourceBytes: number): Promise<ReadTable> {
  const table = await writeNodes(
    input,
    sourceBytes,
    (path) => path.at(-1) === 'Placemark',
    fieldsOf,
  );
  return {
    ...table,
    format: 'kml',
    part: {},
    crs: 'WGS 84 (longitude, latitude)',
    notes: table.names.includes('geometry') ? ['Shapes are kept as GeoJSON text.'] : [],
  };
}

function fieldsOf(placemark: XmlNode): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  const put = (name: string, text: string) => {
    if (text.trim() !== '') fields.set(name, text.trim());
  };
  for (const [name, value] of placemark.attributes) put(name, value);
  for (const child of placemark.children) {
    if (shapes.has(child.name) || drawn.has(child.name)) continue;
    if (child.name === 'ExtendedData') extended(child, put);
    else if (child.name === 'TimeStamp' || child.name === 'TimeSpan')
      for (const time of child.children) put(time.name, time.text);
    else put(child.name, child.text);
  }
  const geometry = geometryOf(placemark.children.filter(({ name }) => shapes.has(name)));
  if (geometry) fields.set('geometry', JSON.stringify(geometry));
  return fields;
}

function extended(node: XmlNode, put: (name: string, text: string) => void): void {
  for (const child of node.children) {
    const name = child.attributes.find(([key]) => key === 'name')?.[1] ?? child.name;
    if (child.name === 'Data') put(name, childOf(child, 'value')?.text ?? child.text);
    else if (child.name === 'SchemaData') extended(child, put);
    else put(name, child.text);
  }
}

function geometryOf(nodes: readonly XmlNode[]): Geometry | null {
  const geometries = nodes.flatMap((node) => shapeOf(node) ?? []);
  if (geometries.length === 0) return null;
  return geometries.length === 1 && geometries[0]
    ? geometries[0]
    : { type: 'GeometryCollection', geometries };
}

function shapeOf(node: XmlNode): Geometry | null {
  switch (node.name) {
    case 'Point': {
      const [position] = positionsOf(node);
      return position ? { type: 'Point', coordinates: position } : null;
    }
    case 'LineString':
    case 'LinearRing': {
      const coordinates = positionsOf(node);
      return coordinates.length > 0 ? { type: 'LineString', coordinates } : null;
    }
    case 'Track': {
      const coordinates = node.children
        .filter(({ name }) => name === 'coord')
        .flatMap(({ text }) => position(text.trim().split(/\s+/)));
      return coordinates.length > 0 ? { type: 'LineString', coordinates } : null;
    }
    case 'Polygon': {
      const rings = ['outerBoundaryIs', 'innerBoundaryIs'].flatMap((edge) =>
        node.children.filter(({ name }) => name === edge).flatMap(({ children }) => children),
      );
      const coordinates = rings.map(positionsOf).filter((ring) => ring.length > 0);
      return coordinates.length > 0 ? { type: 'Polygon', coordinates } : null;
    }
    case 'MultiGeometry':
    case 'MultiTrack':
      return geometryOf(node.children.filter(({ name }) => shapes.has(name)));
    default:
      return null;
  }
}

function positionsOf(node: XmlNode): readonly Position[] {
  const text = childOf(node, 'coordinates')?.text ?? '';
  // Blanks around the commas are not allowed, and written all the same.
  return text
    .replace(/\s*,\s*/g, ',')
    .trim()
    .split(/\s+/)
    .flatMap((tuple) => position(tuple.split(',')));
}

function position(parts: readonly string[]): readonly Position[] {
  const numbers = parts.filter((part) => part !== '').map(Number);
  return numbers.length >= 2 && numbers.every(Number.isFinite) ? [numbers] : [];
}
