const articles = /^(de|del|la|le|du|des|di|do|da|the|el|della|dello|dei|\d+)$/;

/** `PropertyZip_4`, `Permit #`, `Numéro de voie`, `pin10` as words without accents, articles and digits at the end. */
export function wordsOf(name: string): readonly string[] {
  return (
    latin(name)
      // After a number it says how many: `Phase 1 #`.
      .replace(/([\d+%)])\s*#/g, '$1 count ')
      .replaceAll('#', ' number ')
      .replace(/\b[Nn][°º]/g, ' numero ')
      .replace(/[äöü]/gi, (sign) => `${sign}e`)
      .replaceAll('ß', 'ss')
      .replace(/[łŁ]/g, 'l')
      .replace(/[øØ]/g, 'o')
      .replace(/[đĐ]/g, 'd')
      .replace(/[ıİ]/g, 'i')
      .replace(/[æÆ]/g, 'ae')
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .replace(/(\d)([A-Z][a-z])/g, '$1 $2')
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .map((word) =>
        /^(id|cd|no|nr|[a-z]{3,})\d{1,4}$/.test(word) ? word.replace(/\d+$/, '') : word,
      )
      .filter((word) => word !== '' && !articles.test(word))
  );
}

const letters: Readonly<Record<string, string>> = {
  ...signs(
    'абвгґдеєзиіїйклмнопрстуфхыэјљњћђѓќ',
    'a b v g g d e e z i i i i k l m n o p r s t u f h y e j l n c d g k',
  ),
  ...signs('ёжцчшщъьюяџ', 'e zh c ch sh shch _ _ yu ya dz'),
  ...signs('αβγδεζηικλμνξοπρσςτυφχω', 'a v g d e z i i k l m n x o p r s s t y f ch o'),
  ...signs('θψ', 'th ps'),
};

function signs(from: string, to: string): Record<string, string> {
  const latins = to.split(' ').map((part) => (part === '_' ? '' : part));
  return Object.fromEntries([...from].map((sign, at) => [sign, latins[at] ?? '']));
}

/** Cyrillic and Greek in Latin letters; every other sign as it is. */
function latin(name: string): string {
  if (!/[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(name)) return name;
  return name
    .normalize('NFD')
    .replace(/\u0301/g, '')
    .normalize('NFC')
    .replace(/[\p{Script=Cyrillic}\p{Script=Greek}]/gu, (sign) => {
      const small = sign.toLowerCase();
      const found = letters[small];
      if (found === undefined) return sign;
      return sign === small ? found : `${found.charAt(0).toUpperCase()}${found.slice(1)}`;
    });
}
