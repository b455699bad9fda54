/** What people write where they have no value, folded to small letters. */
const plain =
  'n/a|na|n.a.|n.a|#n/a|#na|nan|null|(null)|\\n|nil|-|--|---|—|–|.|..|...|:|?|??|???|*|**|x.x|not available|not applicable|no data|nodata|' +
  'no value|missing|(missing)|(blank)|blank|not reported|not recorded|not provided|not given|not stated|not known|not specified|' +
  'unspecified|undefined|#value!|#ref!|#div/0!|#name?|tbd|t.b.d.|tba|to be determined|unknown|unk|unk.|unkn|<na>|<null>|n/d|n.d.|nd|' +
  'information not available|data not available|none given|none listed|not listed|[null]|not entered|no information|(none)|none|n/k|' +
  'no disponible|sin dato|sin datos|sin información|sin informacion|s/d|no aplica|no informado|no informa|no registra|não informado|nao informado|não se aplica|nao se aplica|' +
  'sem informação|sem informacao|non disponible|non renseigné|non renseigne|non communiqué|inconnu|inconnue|non applicable|keine angabe|keine angaben|k.a.|k. a.|unbekannt|' +
  'non presente|non disponibile|non pervenuto|non rilevato|dato non disponibile|onbekend|niet bekend|n.v.t.|nvt|niet van toepassing|ukendt|ukjent|okänd|uppgift saknas|ej tillgänglig|' +
  'tuntematon|ei tietoa|brak danych|brak|nie dotyczy|neuvedeno|nezjištěno|není k dispozici|nincs adat|ismeretlen|necunoscut|fără date|nepoznato|bilinmiyor|belirtilmemiş|tidak ada|' +
  'tidak diketahui|нет данных|неизвестно|не указано|невідомо|няма данни|不明|不詳|未知|未詳|無資料|該当なし|s.i.|s/i|#nulo#|#nulo|#ne|非公表|なし|해당없음|정보없음';

export const missingWords: ReadonlySet<string> = new Set(plain.split('|'));

/** Words that may be an answer of their own: “none” of the choices, “unknown” as a category. */
export const maybeAnswers: ReadonlySet<string> = new Set([
  'none',
  '(none)',
  'unknown',
  'unk',
  'unk.',
  'not applicable',
  'na',
  'nd',
  'not stated',
  'unspecified',
  'blank',
  'nil',
  'x.x',
  'brak',
  'inconnu',
  'inconnue',
  'unbekannt',
  'onbekend',
  'ukendt',
  'ukjent',
  'tuntematon',
  'no aplica',
  'non applicable',
  'なし',
  '不明',
]);

/** Whether a value is one of the words for “missing”. */
export function isMissingWord(value: string): boolean {
  return missingWords.has(value.trim().toLowerCase());
}
