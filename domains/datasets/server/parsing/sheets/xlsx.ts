import { join } from 'node:path';
import type { ZipFile } from '../archives/zip.ts';
import { mustFitMemory } from '../row-sink.ts';
import { readXml } from '../xml/read-xml.ts';
import type { Workbook } from './sheet.ts';
import { TextStore } from './text-store.ts';
import { xlsxParts, xlsxStyles, xlsxTexts } from './xlsx-parts.ts';
import { XlsxSheet } from './xlsx-sheet.ts';

/** A workbook of Excel since 2007. `folder`: for texts that do not fit into memory. */
export async function openXlsx(zip: ZipFile, folder: string): Promise<Workbook> {
  const parts = await xlsxParts(zip);
  const styles = await xlsxStyles(zip, parts.styles);
  const texts = new TextStore(join(folder, 'texts'));
  await xlsxTexts(zip, parts.texts, texts);
  return {
    format: 'xlsx',
    sheets: parts.sheets,
    read: async (index, see) => {
      const { from1904, sheets } = parts;
      const sheet = new XlsxSheet({ styles, texts, from1904, see });
      const member = sheets[index]?.member;
      if (member) await readXml(zip.read(member), sheet, mustFitMemory);
      return sheet.facts;
    },
    close: () => texts.close(),
  };
}
