import { basename, dirname, join, normalize } from 'node:path/posix';
import type { ZipFile, ZipMember } from '../archives/zip.ts';
import { damaged, tooLong } from '../refusal.ts';
import { readXml } from '../xml/read-xml.ts';
import type { Attributes } from '../xml/xml-reader.ts';
import { cleanText } from './number-cell.ts';
import { type FormatKind, formatKind } from './number-text.ts';
import { cellAtMost } from './sheet.ts';
import type { TextStore } from './text-store.ts';

// ECMA-376 (Office Open XML), parts 1 and 2.

/** Where the parts of a workbook stand in its archive. */
export interface XlsxParts {
  readonly sheets: readonly {
    readonly name: string;
    readonly hidden: boolean;
    readonly member: ZipMember;
  }[];
  readonly texts: ZipMember | undefined;
  readonly styles: ZipMember | undefined;
  readonly from1904: boolean;
}

interface Relation {
  readonly type: string;
  readonly target: string;
}

/** Reads how the workbook is put together. Sheets of charts are left out. */
export async function xlsxParts(zip: ZipFile): Promise<XlsxParts> {
  const top = await relations(zip, '_rels/.rels', '');
  const path =
    [...top.values()].find(({ type }) => type === 'officeDocument')?.target ?? 'xl/workbook.xml';
  const workbook = zip.find(path) ?? zip.find('xl/workbook.xml');
  if (!workbook) throw damaged('its workbook is missing');
  const base = dirname(workbook.name);
  const related = await relations(zip, join(base, `_rels/${basename(workbook.name)}.rels`), base);
  const ofType = (type: string, usual: string) => {
    const relation = [...related.values()].find((one) => one.type === type);
    return (relation && zip.find(relation.target)) ?? zip.find(join(base, usual));
  };
  const listed: { name: string; hidden: boolean; id: string }[] = [];
  let from1904 = false;
  await readXml(zip.read(workbook), {
    open: (element, attributes) => {
      if (element === 'workbookPr') from1904 = isTrue(attributes.get('date1904'));
      if (element === 'sheet') listed.push(sheetOf(attributes));
    },
    close: () => undefined,
    text: () => undefined,
  });
  const sheets = listed.flatMap(({ name: title, hidden, id }, index) => {
    const relation = related.get(id);
    if (relation && relation.type !== 'worksheet') return [];
    const member = relation
      ? zip.find(relation.target)
      : zip.find(join(base, `worksheets/sheet${index + 1}.xml`));
    if (!member) throw damaged(`the sheet “${title}” is missing`);
    return [{ name: title, hidden, member }];
  });
  return {
    sheets,
    from1904,
    texts: ofType('sharedStrings', 'sharedStrings.xml'),
    styles: ofType('styles', 'styles.xml'),
  };
}

function sheetOf(attributes: Attributes) {
  return {
    name: attributes.get('name') ?? '',
    hidden: /hidden/i.test(attributes.get('state') ?? ''),
    id: attributes.local('id') ?? '',
  };
}

export function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}

async function relations(
  zip: ZipFile,
  path: string,
  base: string,
): Promise<ReadonlyMap<string, Relation>> {
  const member = zip.find(path);
  const found = new Map<string, Relation>();
  if (!member) return found;
  await readXml([await zip.content(member)], {
    open: (element, attributes) => {
      const target = attributes.get('Target')?.replaceAll('\\', '/');
      if (element !== 'Relationship' || target === undefined) return;
      if (attributes.get('TargetMode') === 'External') return;
      const whole = target.startsWith('/') ? target.slice(1) : normalize(join(base, target));
      const type = (attributes.get('Type') ?? '').split('/').at(-1) ?? '';
      found.set(attributes.get('Id') ?? '', { type, target: whole });
    },
    close: () => undefined,
    text: () => undefined,
  });
  return found;
}

/** What each style of a cell makes of a number. */
export async function xlsxStyles(
  zip: ZipFile,
  member: ZipMember | undefined,
): Promise<readonly FormatKind[]> {
  const codes = new Map<number, string>();
  const styles: FormatKind[] = [];
  if (!member) return styles;
  let inCells = false;
  await readXml(zip.read(member), {
    open: (element, attributes) => {
      if (element === 'numFmt')
        codes.set(Number(attributes.get('numFmtId')), attributes.get('formatCode') ?? '');
      if (element === 'cellXfs') inCells = true;
      if (element === 'xf' && inCells) {
        const id = Number(attributes.get('numFmtId') ?? 0);
        styles.push(formatKind(id, codes.get(id)));
      }
    },
    close: (element) => {
      if (element === 'cellXfs') inCells = false;
    },
    text: () => undefined,
  });
  return styles;
}

/** The texts that cells share, by number. How a word is read aloud is no part of it. */
export async function xlsxTexts(
  zip: ZipFile,
  member: ZipMember | undefined,
  store: TextStore,
): Promise<void> {
  if (!member) return;
  let text = '';
  let inText = false;
  let aloud = 0;
  await readXml(zip.read(member), {
    open: (element) => {
      if (element === 'si') text = '';
      else if (element === 'rPh') aloud += 1;
      else if (element === 't') inText = aloud === 0;
    },
    close: (element) => {
      if (element === 't') inText = false;
      else if (element === 'rPh') aloud -= 1;
      else if (element === 'si') store.add(cleanText(unescaped(text)));
    },
    text: (piece) => {
      if (inText) text += piece;
      if (text.length > cellAtMost) throw tooLong('a cell');
    },
  });
}

/** `_x000D_` stands for a character that XML cannot hold (22.9.2.19 ST_Xstring). */
export function unescaped(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([\dA-Fa-f]{4})_/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
