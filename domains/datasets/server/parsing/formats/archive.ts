import type { ZipFile, ZipMember } from '../archives/zip.ts';
import { Refusal, unsupported } from '../refusal.ts';
import { choose, counted, othersNote } from './choose.ts';
import type { Asked } from './read-table.ts';

/** What a ZIP archive is. */
export type Archive =
  | { readonly kind: 'xlsx' | 'ods' }
  | { readonly kind: 'shapefile'; readonly stem: string; readonly notes: readonly string[] }
  /** An archive of files, one of which is the table. */
  | { readonly kind: 'member'; readonly member: ZipMember; readonly notes: readonly string[] };

const others: readonly (readonly [RegExp, string, string])[] = [
  [/^xl\/workbook\.bin$/i, 'a binary Excel workbook (.xlsb)', 'Save it as XLSX and upload that.'],
  [/^word\/document\.xml$/i, 'a Word document', 'Save its table as CSV or XLSX and upload that.'],
  [/^ppt\/presentation\.xml$/i, 'a PowerPoint presentation', 'Save its table as CSV or XLSX.'],
  [
    /^index\/document\.iwa$/i,
    'a document of Apple iWork',
    'Export it as XLSX or CSV and upload that.',
  ],
];

/** Tells what an archive is from the names in it, and which member is the table. */
export async function lookInto(zip: ZipFile, asked: Asked): Promise<Archive> {
  const names = zip.members.map(({ name }) => name);
  const refused = others.find(([pattern]) => names.some((name) => pattern.test(name)));
  if (refused) throw unsupported(refused[1], refused[2]);
  if (names.some((name) => /^xl\/workbook\.xml$/i.test(name))) return { kind: 'xlsx' };
  if (zip.find('[Content_Types].xml') && zip.find('_rels/.rels') && (await isSheet(zip)))
    return { kind: 'xlsx' };
  const type = zip.find('mimetype');
  const mime = type && type.bytes < 200 ? (await zip.content(type)).toString('latin1').trim() : '';
  if (/^application\/vnd\.oasis\.opendocument\.spreadsheet/.test(mime)) return { kind: 'ods' };
  if (/^application\/vnd\.oasis\.opendocument/.test(mime))
    throw unsupported('an OpenDocument that is no spreadsheet', 'Save its table as ODS or CSV.');
  return await meantMember(zip, asked);
}

async function isSheet(zip: ZipFile): Promise<boolean> {
  const types = zip.find('[Content_Types].xml');
  return types !== undefined && /spreadsheetml/.test((await zip.content(types)).toString('latin1'));
}

/** Files that are in archives by accident, or that can be no table. */
const beside =
  /(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._)|\.(png|jpe?g|gif|webp|bmp|tiff?|pdf|docx?|html?|css|js)$/i;
/** What goes with a `.shp` of the same name. */
const shapeParts =
  /\.(shp|shx|dbf|prj|cpg|sbn|sbx|qix|qpj|fbn|fbx|ain|aih|ixs|mxs|atx|shp\.xml|cst)$/i;

interface Candidate {
  readonly name: string;
  readonly size: number;
  readonly what: string;
  readonly archive:
    | { readonly kind: 'shapefile'; readonly stem: string }
    | { readonly kind: 'member'; readonly member: ZipMember };
}

async function meantMember(zip: ZipFile, asked: Asked): Promise<Archive> {
  const files = zip.members.filter(({ name, bytes }) => !name.endsWith('/') && bytes > 0);
  const stems = files
    .filter(({ name }) => /\.shp$/i.test(name) && !beside.test(name))
    .map(({ name }) => name.slice(0, -4));
  const withShapes = stems.filter((stem) => zip.find(`${stem}.dbf`));
  const isShape = (name: string) =>
    shapeParts.test(name) &&
    withShapes.some((stem) => name.toLowerCase().startsWith(`${stem.toLowerCase()}.`));
  const plain = files.filter(({ name }) => !isShape(name));
  const wanted = plain.filter(({ name }) => !beside.test(name));
  const members = wanted.length + withShapes.length > 0 ? wanted : plain;
  const candidates: Candidate[] = [
    ...withShapes.map((stem) => shapeCandidate(zip, stem)),
    ...members.map((member) => ({
      name: member.name,
      size: 1,
      what: `${counted(member.bytes, 'byte')}`,
      archive: { kind: 'member', member } as const,
    })),
  ];
  if (candidates.length === 0) throw new Refusal({ kind: 'empty', what: 'no file in it' });
  const chosen = choose(candidates, 'member', asked, 'no file in it');
  const notes = othersNote(
    candidates.filter((one) => one !== chosen),
    'file',
  );
  return { ...chosen.archive, notes };
}

function shapeCandidate(zip: ZipFile, stem: string): Candidate {
  const bytes = zip.find(`${stem}.shp`)?.bytes ?? 0;
  return {
    name: `${stem}.shp`,
    size: 1,
    what: `shapes, ${counted(bytes, 'byte')}`,
    archive: { kind: 'shapefile', stem },
  };
}
