/** A column's name as words: `SaleDate2 (%)` → `sale date 2 percent`. */
export function nameWords(name: string): string {
  return name
    .replaceAll('%', ' percent ')
    .replaceAll('#', ' number ')
    .replaceAll('$', ' dollars ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .replace(/([A-Za-z])(\d)/g, '$1 $2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** What stands in brackets in a name, or behind its last underscore: where units are told. */
export function unitHints(name: string): readonly string[] {
  const bracketed = [...name.matchAll(/[([]([^)\]]+)[)\]]/g)].map((match) => match[1] ?? '');
  const parts = nameWords(name.replace(/[([][^)\]]*[)\]]/g, '')).split(' ');
  return [...bracketed, parts.slice(-2).join(' '), parts.at(-1) ?? ''].filter(
    (hint) => hint !== '',
  );
}
