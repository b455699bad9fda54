/** Objects inside an object as `a.b`; what a person may do with it (`can`) is for programs. */
export function flatten(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const flat: Record<string, unknown> = {};
  for (const [name, inner] of Object.entries(value)) {
    if (name === 'can') continue;
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) flat[name] = inner;
    else
      for (const [deeper, cell] of Object.entries(flatten(inner as Record<string, unknown>)))
        flat[`${name}.${deeper}`] = cell;
  }
  return flat;
}

/** A value as the text of one cell. */
export function toCell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.map(toCell).join(', ');
  return clean(typeof value === 'object' ? JSON.stringify(value) : String(value));
}

/** Text that cannot move the cursor, ring or recolour the terminal it is printed on. */
export function clean(text: string): string {
  return text.replace(/\p{Cc}|\p{Cf}|[\u2028\u2029]/gu, (letter) =>
    letter === '\u200d' ? letter : ' ',
  );
}

const segments = new Intl.Segmenter();
const wide =
  /^(?:\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}])/u;
const plain = /^[\x20-\x7e]*$/;

/** Columns a text takes on a terminal. */
export function widthOf(text: string): number {
  if (plain.test(text)) return text.length;
  let width = 0;
  for (const { segment } of segments.segment(text)) width += wide.test(segment) ? 2 : 1;
  return width;
}

/** The text, with `…` at its end when it is wider. */
export function cutTo(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let cut = '';
  let taken = 0;
  for (const { segment } of segments.segment(text)) {
    taken += widthOf(segment);
    if (taken > width - 1) break;
    cut += segment;
  }
  return `${cut}…`;
}

/** The text with blanks up to the width, before it for numbers. */
export function padTo(text: string, width: number, right: boolean): string {
  const blanks = ' '.repeat(Math.max(0, width - widthOf(text)));
  return right ? `${blanks}${text}` : `${text}${blanks}`;
}
