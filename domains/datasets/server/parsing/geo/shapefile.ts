import type { ZipFile } from '../archives/zip.ts';
import { onlyRows, type ReadInput, type ReadTable } from '../formats/read-table.ts';
import { damaged } from '../refusal.ts';
import { mustFitMemory, RowSink } from '../row-sink.ts';
import { ByteStream } from './byte-stream.ts';
import { nextDbf, openDbf } from './dbf.ts';
import { nextShape, openShp } from './shp.ts';

/** A shapefile in an archive: every record of its table with its shape as GeoJSON. */
export async function readShapefile(
  zip: ZipFile,
  stem: string,
  input: ReadInput,
  sourceBytes: number,
): Promise<ReadTable> {
  const [table, shapes] = [zip.find(`${stem}.dbf`), zip.find(`${stem}.shp`)];
  if (!table || !shapes) throw damaged('a part of the shapefile is missing');
  const dbfStream = new ByteStream(zip.read(table));
  const shpStream = new ByteStream(zip.read(shapes));
  const sink = new RowSink(input.rowsPath, input.rejectsPath, sourceBytes);
  try {
    const dbf = await openDbf(dbfStream, await small(zip, `${stem}.cpg`), input.widthAtMost - 1);
    await openShp(shpStream);
    const typed = [...dbf.fields.map(({ type }) => type !== 'C' && type !== 'M'), false];
    let records = 0;
    let without = 0;
    for (;;) {
      const record = await nextDbf(dbfStream, dbf);
      const shape = await nextShape(shpStream);
      if (!record) {
        if (shape) throw damaged('it has more shapes (.shp) than records (.dbf)');
        break;
      }
      records += 1;
      const geometry = shape?.geometry ?? null;
      if (record.deleted) {
        const reason = 'It is marked as deleted.';
        sink.reject({ line: records, column: null, reason, text: record.text });
        continue;
      }
      if (geometry === null) without += 1;
      sink.write([...record.values, geometry === null ? null : JSON.stringify(geometry)], typed);
      if (records % 10_000 === 0) mustFitMemory();
    }
    if (records !== dbf.records)
      throw damaged(`its table says it has ${dbf.records} records and has ${records}`);
    const crs = crsOf(await small(zip, `${stem}.prj`));
    const names = [...dbf.fields.map(({ name }) => name), 'geometry'];
    return {
      format: 'shapefile',
      names,
      texts: sink.texts(names.length),
      counts: onlyRows(sink.loaded, sink.rejected),
      header: null,
      encoding: dbf.encoding,
      part: { member: `${stem}.shp` },
      ...(crs === null ? {} : { crs }),
      notes: [
        `Shapes are kept as GeoJSON text, in the coordinates of the file${crs === null ? '' : ` (${crs})`}.`,
        ...(without > 0 ? [`${without.toLocaleString('en')} without a shape.`] : []),
      ],
    };
  } finally {
    sink.close();
    await dbfStream.close();
    await shpStream.close();
  }
}

async function small(zip: ZipFile, name: string): Promise<string | null> {
  const member = zip.find(name);
  return member && member.bytes < 64 * 1024 ? (await zip.content(member)).toString('latin1') : null;
}

/** The name in the description of a coordinate system (well-known text). */
function crsOf(text: string | null): string | null {
  return /"([^"]{1,200})"/.exec(text ?? '')?.[1] ?? null;
}
