/** A column's name as words: `SaleDate2 (%)` → `sale date 2 percent`. */
export function nameWords(name: string): string {
  return spacedWords(name).split(' ').map(apart).join(' ');
}

/** The same, with words that run together left so: `Vorname`. */
export function spacedWords(name: string): string {
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

const lastWords =
  /^([a-z]{3,})(price|city|state|zip|zipcode|code|date|name|address|amount|number|type|status|desc|year|flag|phone|cost|value)$/;
/** Words that only end like one of those. */
const oneWord =
  /(capa|electri|ethni|velo|publi|toxi|simpli|elasti|multipli|feli|scar|auda|vera)city$|(e|rein|inter|over|under)state$|(up|candi|man|vali|accommo|consoli|inun|liqui)date$|(sur|user|file|nick|first|last|middle|maiden|full|re)name$|^(para|surmount|dismount)|(proto|stereo|arche|geno|pheno)type$|telephone$|(bar|geo|en|de|post|zip)code$|evalue$/;

/** `SALEPRICE` → `sale price`: databases write names in one word. */
function apart(word: string): string {
  if (oneWord.test(word)) return word;
  return word.replace(lastWords, '$1 $2');
}

/** What stands in brackets in a name, or behind its last underscore: where units are told. */
export function unitHints(name: string): readonly string[] {
  const bracketed = [...name.matchAll(/[([]([^)\]]+)[)\]]/g)].map((match) => match[1] ?? '');
  const parts = nameWords(name.replace(/[([][^)\]]*[)\]]/g, '')).split(' ');
  return [...bracketed, parts.slice(-2).join(' '), parts.at(-1) ?? ''].filter(
    (hint) => hint !== '',
  );
}
