/** Windows-1252's characters of the bytes 80 to 9F. */
const windows = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
const byteOf = new Map([...windows].map((sign, index) => [sign, 0x80 + index] as const));
const suspicious = /[\u00c2-\u00f4][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/;
const strict = new TextDecoder('utf-8', { fatal: true });

/** The text before UTF-8 was read as Windows-1252, perhaps twice; the same text when that did not happen. */
export function repairMojibake(value: string): string {
  let text = value;
  for (let times = 0; times < 4 && suspicious.test(text); times += 1) {
    const repaired = text.replace(
      /[\u00c2-\u00f4][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]+/g,
      (run) => decoded(run) ?? run,
    );
    if (repaired === text) break;
    text = repaired;
  }
  return text;
}

function decoded(run: string): string | null {
  const bytes = [...run].map((sign) => byteOf.get(sign) ?? sign.codePointAt(0) ?? 256);
  if (bytes.some((byte) => byte > 255)) return null;
  // Letters like é behind the run may not be part of a sequence: the longest start that is UTF-8 counts.
  try {
    const text = strict.decode(Uint8Array.from(bytes));
    return /[\p{Cc}\ufffd]/u.test(text) && !suspicious.test(text) ? null : text;
  } catch {
    return null;
  }
}

const entities: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', ndash: '–', mdash: '—' },
  ...{
    lsquo: '‘',
    rsquo: '’',
    ldquo: '“',
    rdquo: '”',
    hellip: '…',
    deg: '°',
    copy: '©',
    reg: '®',
    trade: '™',
  },
  ...{
    eacute: 'é',
    egrave: 'è',
    aacute: 'á',
    iacute: 'í',
    oacute: 'ó',
    uacute: 'ú',
    ntilde: 'ñ',
    ccedil: 'ç',
  },
  ...{
    auml: 'ä',
    ouml: 'ö',
    uuml: 'ü',
    Auml: 'Ä',
    Ouml: 'Ö',
    Uuml: 'Ü',
    szlig: 'ß',
    Eacute: 'É',
    Ntilde: 'Ñ',
  },
  ...{
    frac12: '½',
    frac14: '¼',
    sect: '§',
    bull: '•',
    middot: '·',
    times: '×',
    euro: '€',
    pound: '£',
    cent: '¢',
  },
};
const entity = /&(#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]+\d{0,2});/gi;

/** The text with entities of HTML as the characters they stand for; unknown ones stay. */
export function decodeEntities(value: string): string {
  let text = value;
  // “&amp;amp;” was encoded more than once.
  for (let times = 0; times < 8; times += 1) {
    const next = text.replace(entity, (met, name: string) => characterOf(name) ?? met);
    if (next === text) break;
    text = next;
  }
  return text;
}

function characterOf(name: string): string | null {
  if (!name.startsWith('#')) return entities[name] ?? null;
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  const allowed =
    code >= 32 &&
    code <= 0x10ffff &&
    (code < 0xd800 || code > 0xdfff) &&
    (code < 127 || code > 159);
  return allowed ? String.fromCodePoint(code) : null;
}

/** The text without spaces at its ends and without doubled ones; any kind of space counts, line ends stay. */
export function tidySpace(value: string): string {
  return value
    .replace(/[\u200b\u2060\ufeff\u00ad]/g, '')
    .replace(/[^\S\r\n]+/g, ' ')
    .trim();
}

/** The text without spaces at its ends, whatever kind of space. */
export function trimmed(value: string): string {
  return value.replace(/^[\s\u200b\ufeff]+|[\s\u200b\ufeff]+$/g, '');
}
