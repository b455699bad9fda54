/** Languages in which the names of months and days are known, of the Unicode Common Locale Data Repository. */
export const languages =
  'fr es pt it de nl da nb sv fi pl cs sk ro hr sl hu id tr ca et ru uk bg el'.split(' ');

let known: ReadonlyMap<string, number> | null = null;

/**
 * The month, from 1, by its name in one of many languages, whole or short, also as it stands beside a day. Null where
 * there is none, and where one word is another month elsewhere: `listopad` is October in Croatian, November in Polish.
 */
export function monthAbroad(name: string): number | null {
  known ??= named();
  return known.get(name.toLowerCase().replace(/\.$/, '')) ?? null;
}

function named(): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const torn = new Set<string>();
  for (const language of languages)
    for (const style of ['long', 'short'] as const) {
      const asked = { month: style, timeZone: 'UTC' } as const;
      const alone = new Intl.DateTimeFormat(language, asked);
      const beside = new Intl.DateTimeFormat(language, { ...asked, day: 'numeric' });
      for (let month = 1; month <= 12; month += 1) {
        const day = new Date(Date.UTC(2024, month - 1, 1));
        const inDate = beside.formatToParts(day).find(({ type }) => type === 'month')?.value ?? '';
        for (const written of [alone.format(day), inDate]) {
          const name = written.toLowerCase().replace(/\.$/, '');
          if (!/^\p{L}[\p{L}\p{M}.]{2,}$/u.test(name)) continue;
          if ((found.get(name) ?? month) !== month) torn.add(name);
          found.set(name, month);
        }
      }
    }
  for (const name of torn) found.delete(name);
  return found;
}
