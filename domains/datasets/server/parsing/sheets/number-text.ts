/** A number as the shortest text that gives it back; whole numbers as they stand, digits beyond a double's too. */
export function numberText(source: string): string | null {
  if (/^-?(0|[1-9]\d*)$/.test(source)) return source;
  const value = Number(source);
  if (source.trim() === '' || !Number.isFinite(value)) return null;
  return doubleText(value);
}

export function doubleText(value: number): string {
  const text = String(Object.is(value, -0) ? 0 : value);
  // 1e-7 is no number to our shapes; 1.0e-7 is.
  return text.replace(/^(-?\d+)e/, '$1.0e');
}

export type FormatKind =
  | { readonly kind: 'number' }
  | { readonly kind: 'date' }
  /** Hours may go beyond a day. */
  | { readonly kind: 'elapsed' }
  /** Digits put into a pattern of zeros: ZIP codes, social security numbers. */
  | { readonly kind: 'digits'; readonly pattern: string };

const builtInDates = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 45, 47, 50, 51, 52, 53, 54, 55, 56, 57, 58]); // biome-ignore format: a list
const plain: FormatKind = { kind: 'number' };

/** What a number is shown as: by the number of a built-in format, or by the code of one made by hand (ECMA-376, 18.8.30). */
export function formatKind(id: number, code: string | undefined): FormatKind {
  if (code === undefined || code === '')
    return id === 46 ? { kind: 'elapsed' } : builtInDates.has(id) ? { kind: 'date' } : plain;
  const [first = ''] = code.split(';');
  const bare = first
    .replace(/"[^"]*"|\\.|_.|\*./g, (part) => (part.startsWith('\\') ? part : ''))
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '');
  if (/\[(h+|m+|s+)\]/i.test(bare)) return { kind: 'elapsed' };
  const letters = bare.replace(/\\./g, '').replace(/general/gi, '');
  if (/[ydhs]/i.test(letters) || /m/i.test(letters))
    return /[#?]/.test(letters) ? plain : { kind: 'date' };
  const pattern = bare.replace(/\\(.)/g, '$1');
  return /^[0 ()/-]+$/.test(pattern) && (pattern.match(/0/g)?.length ?? 0) >= 2
    ? { kind: 'digits', pattern }
    : plain;
}

/** A whole number put into a pattern of zeros: 2139 in `00000` is 02139; null when it does not fit. */
export function digitsText(value: number, pattern: string): string | null {
  const places = pattern.match(/0/g)?.length ?? 0;
  if (!Number.isSafeInteger(value) || value < 0) return null;
  const digits = String(value).padStart(places, '0');
  if (digits.length > places && /[^0]/.test(pattern)) return null;
  if (!/[^0]/.test(pattern)) return digits;
  let at = 0;
  return pattern.replace(/0/g, () => digits[at++] as string);
}
