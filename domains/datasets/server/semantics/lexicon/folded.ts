const beyondAscii = /[\u0080-\uffff]/;

/** Letters without accents, in small letters, as names of columns are mostly written; Korean and Japanese stay as they are. */
export function folded(text: string): string {
  const small = text.toLowerCase();
  if (!beyondAscii.test(small)) return small;
  return small
    .replace(/[\u00c0-\u024f\u1e00-\u1eff\u0370-\u03ff\u0400-\u04ff]/g, (letter) =>
      letter.normalize('NFD').replace(/\p{M}/gu, ''),
    )
    .replaceAll('ß', 'ss')
    .replace(/[øö]/g, 'o')
    .replace(/[æ]/g, 'ae')
    .replace(/[œ]/g, 'oe')
    .replaceAll('ł', 'l')
    .replaceAll('đ', 'd')
    .replaceAll('ı', 'i')
    .replaceAll('ς', 'σ');
}
