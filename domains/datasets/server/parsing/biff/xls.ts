import { join } from 'node:path';
import { Refusal, unsupported } from '../refusal.ts';
import type { Workbook } from '../sheets/sheet.ts';
import { TextStore } from '../sheets/text-store.ts';
import { readBook } from './book.ts';
import { type ByteSource, CompoundFile, plainFile } from './compound-file.ts';
import { readSheet } from './sheet-records.ts';

const saveAs = 'Save its table as XLSX or CSV and upload that.';

/** A workbook of Excel 5 to 2003. `folder`: for texts that do not fit into memory. */
export function openXls(path: string, folder: string, compound: boolean): Workbook {
  const file = plainFile(path);
  const texts = new TextStore(join(folder, 'texts'));
  const close = () => {
    texts.close();
    file.close();
  };
  try {
    const book = readBook(compound ? workbookIn(file) : file, texts);
    return {
      format: 'xls',
      sheets: book.sheets,
      read: async (index, see) => readSheet(book, book.sheets[index]?.position ?? 0, see),
      close,
    };
  } catch (thrown) {
    close();
    throw thrown;
  }
}

function workbookIn(file: ByteSource): ByteSource {
  const compound = new CompoundFile(file);
  const workbook = compound.open('Workbook') ?? compound.open('Book');
  if (workbook) return workbook;
  if (compound.has('EncryptedPackage')) throw new Refusal({ kind: 'locked' });
  if (compound.has('WordDocument')) throw unsupported('a Word document', saveAs);
  if (compound.has('PowerPoint Document')) throw unsupported('a PowerPoint presentation', saveAs);
  throw unsupported('an Office file without a workbook in it', saveAs);
}
