import { type Bar, isMet, type Line } from './figure.ts';

/** The lines as a table for a terminal. */
export function tableOf(lines: readonly Line[]): string {
  const rows = lines.map((line) => {
    const met = isMet(line);
    return [
      line.figure,
      withUnit(line.ours, line.unit),
      line.other === null ? '' : withUnit(line.other, line.unit),
      line.ratio === null ? '' : `${line.ratio.toFixed(2)} x`,
      barText(line.bar, line.unit),
      met === null ? '' : met ? 'yes' : 'NO',
    ];
  });
  const all = [['figure', 'ours', 'the other', 'ratio', 'bar', 'met?'], ...rows];
  const widths = all[0]?.map((_, column) =>
    Math.max(...all.map((row) => row[column]?.length ?? 0)),
  );
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths?.[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function barText(bar: Bar | null, unit: string): string {
  if (!bar) return '';
  const bound = bar.atMost ?? bar.atLeast ?? 0;
  const value = bar.of === 'ratio' ? `${bound} x` : withUnit(bound, unit);
  return `${bar.atMost === undefined ? '≥' : '≤'} ${bar.of === 'difference' ? 'other + ' : ''}${value}`;
}

function withUnit(value: number, unit: string): string {
  const digits = Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0;
  return `${value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })} ${unit}`;
}
