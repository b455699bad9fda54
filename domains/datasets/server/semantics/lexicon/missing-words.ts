/** What people write where they have no value, folded to small letters. */
const plain =
  'n/a|na|n.a.|n.a|#n/a|#na|nan|null|(null)|\\n|nil|-|--|---|—|–|.|..|...|:|?|??|???|*|**|x.x|not available|not applicable|no data|nodata|' +
  'no value|missing|(missing)|(blank)|blank|not reported|not recorded|not provided|not given|not stated|not known|not specified|' +
  'unspecified|undefined|#value!|#ref!|#div/0!|#name?|tbd|t.b.d.|tba|to be determined|unknown|unk|unk.|unkn|<na>|<null>|n/d|n.d.|nd|' +
  'information not available|data not available|none given|none listed|not listed|[null]|not entered|no information|(none)|none|n/k';

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
]);

/** Whether a value is one of the words for “missing”. */
export function isMissingWord(value: string): boolean {
  return missingWords.has(value.trim().toLowerCase());
}
