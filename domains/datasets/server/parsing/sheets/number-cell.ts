import { digitsText, doubleText, type FormatKind, numberText } from './number-text.ts';
import { elapsedText, serialText } from './serial-date.ts';
import type { Cell } from './sheet.ts';

/** A number of a spreadsheet as the cell that its format makes of it. */
export function numberCell(
  source: string | number,
  format: FormatKind,
  from1904: boolean,
): Cell | undefined {
  const text = typeof source === 'number' ? doubleText(source) : numberText(source);
  if (text === null) return source === '' ? undefined : { text: String(source), kind: 'text' };
  const value = Number(text);
  switch (format.kind) {
    case 'date': {
      const date = serialText(value, from1904);
      return date === null ? { text, kind: 'number' } : { text: date, kind: 'date' };
    }
    case 'elapsed':
      return { text: elapsedText(value), kind: 'date' };
    case 'digits': {
      const digits = digitsText(value, format.pattern);
      return digits === null ? { text, kind: 'number' } : { text: digits, kind: 'number' };
    }
    case 'number':
      return { text, kind: 'number' };
  }
}

/** A text of a spreadsheet as a cell; nothing when it is only blanks. */
export function textCell(text: string): Cell | undefined {
  return cleanCell(cleanText(text));
}

/**
 * Nothing when it is only blanks. Lines within a cell end with LF, as spreadsheets have it; some writers put
 * CR before. Many cells may share a text: it is looked at once.
 */
export function cleanText(text: string): string {
  if (text.trim() === '') return '';
  return text.replaceAll('\0', '').replace(/\r+\n?/g, '\n');
}

export function cleanCell(text: string | undefined): Cell | undefined {
  return text ? { text, kind: 'text' } : undefined;
}
