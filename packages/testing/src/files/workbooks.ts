import { zipOf } from './archives.ts';

/** A sheet to be made: `xml` is what stands in `<sheetData>`, `after` what follows it. */
export interface XlsxSheet {
  readonly name: string;
  readonly xml: string;
  readonly after?: string;
  readonly state?: 'hidden';
}

export interface XlsxBook {
  readonly sheets: readonly XlsxSheet[];
  readonly texts?: readonly string[];
  /** Codes of number formats; the style of a cell is the position, from 1. */
  readonly formats?: readonly string[];
  readonly from1904?: boolean;
  /** In place of the XML made for the shared texts. */
  readonly rawTexts?: string;
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A workbook of Excel with exactly the XML that is given. */
export function xlsxOf(book: XlsxBook): Buffer {
  const { sheets, texts = [], formats = [], from1904 = false, rawTexts } = book;
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`;
  const listed = sheets.map(
    ({ name, state }, index) =>
      `<sheet name="${name}" sheetId="${index + 1}" r:id="r${index + 1}"${state ? ` state="${state}"` : ''}/>`,
  );
  const styles = formats.map(
    (code, index) => `<numFmt numFmtId="${200 + index}" formatCode="${code}"/>`,
  );
  const cellStyles = formats.map((_, index) => `<xf numFmtId="${200 + index}"/>`);
  return zipOf([
    { name: '[Content_Types].xml', content: '<Types/>' },
    {
      name: '_rels/.rels',
      content: `<Relationships>${relation('a', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      content: `<workbook xmlns="${main}" xmlns:r="${office}"><workbookPr date1904="${from1904 ? 1 : 0}"/><sheets>${listed.join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `<Relationships>${sheets
        .map((_, index) =>
          relation(`r${index + 1}`, 'worksheet', `worksheets/sheet${index + 1}.xml`),
        )
        .join(
          '',
        )}${relation('t', 'sharedStrings', 'sharedStrings.xml')}${relation('s', 'styles', 'styles.xml')}</Relationships>`,
    },
    {
      name: 'xl/styles.xml',
      content: `<styleSheet><numFmts>${styles.join('')}</numFmts><cellXfs><xf numFmtId="0"/>${cellStyles.join('')}</cellXfs></styleSheet>`,
    },
    {
      name: 'xl/sharedStrings.xml',
      content:
        rawTexts ??
        `<sst xmlns="${main}">${texts.map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`,
    },
    ...sheets.map(({ xml, after = '' }, index) => ({
      name: `xl/worksheets/sheet${index + 1}.xml`,
      content: `<worksheet xmlns="${main}"><sheetData>${xml}</sheetData>${after}</worksheet>`,
    })),
  ]);
}

type Value = string | number | boolean | null;

/** Rows from the first on, each from column A on: texts inline, numbers, yes and no; `null` leaves a cell out. */
export function rowsXml(rows: readonly (readonly Value[])[], first = 1): string {
  return rows
    .map((cells, index) => {
      const number = first + index;
      const xml = cells.map((value, column) => cellXml(`${letter(column)}${number}`, value));
      return cells.length === 0 ? '' : `<row r="${number}">${xml.join('')}</row>`;
    })
    .join('');
}

function cellXml(reference: string, value: Value): string {
  if (value === null) return '';
  if (typeof value === 'number') return `<c r="${reference}"><v>${value}</v></c>`;
  if (typeof value === 'boolean') return `<c r="${reference}" t="b"><v>${value ? 1 : 0}</v></c>`;
  return `<c r="${reference}" t="inlineStr"><is><t>${value}</t></is></c>`;
}

function letter(column: number): string {
  return String.fromCharCode(65 + column);
}

/** A spreadsheet of LibreOffice with exactly the XML that is given within `<office:spreadsheet>`. */
export function odsOf(xml: string): Buffer {
  return zipOf([
    {
      name: 'mimetype',
      content: 'application/vnd.oasis.opendocument.spreadsheet',
      stored: true,
    },
    {
      name: 'content.xml',
      content: `<?xml version="1.0"?><office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet>${xml}</office:spreadsheet></office:body></office:document-content>`,
    },
  ]);
}
