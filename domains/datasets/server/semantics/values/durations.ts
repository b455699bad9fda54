const abroad =
  'd[ií]as?(?:\\(s\\))?|mes(?:es)?(?:\\(es\\))?|a[nñ]os?(?:\\(s\\))?|horas?|minutos?|semanas?|jours?|mois|ans?|heures?|semaines?|tage?n?|monate?n?|jahre?n?|stunden?|wochen?|giorni|mesi|anni|ore|dagen?|maanden?|jaar|uren|uur|dagar?|dager|m[aå]neder?|m[aå]nader|timmar|timer|år|p[aä]iv[aä][aä]?|kuukautta|vuotta|dni|miesi[aą]c[ey]?|miesi[eę]cy|lat|m[eě]s[ií]c[eů]?|let|rok[yu]?|nap|h[oó]nap|[eé]v|luni|zile|ani|дни|дней|дня|месеца?|месяцев|месяца|лет|години|hari|bulan|tahun';
const unit =
  '(?:milliseconds?|ms|seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|wks?|w|months?|mos?|years?|yrs?|y|' +
  abroad +
  ')\\.?';
const written = new RegExp(
  `^\\d+(?:[.,]\\d+)?\\s*${unit}(?:(?:,?\\s*(?:and\\s+)?)\\d+(?:\\.\\d+)?\\s*${unit})*$`,
  'i',
);
const iso =
  /^P(?=\d|T\d)(\d+(\.\d+)?Y)?(\d+(\.\d+)?M)?(\d+(\.\d+)?W)?(\d+(\.\d+)?D)?(T(\d+(\.\d+)?H)?(\d+(\.\d+)?M)?(\d+(\.\d+)?S)?)?$/;
const colons = /^\d{1,4}:[0-5]\d(:[0-5]\d(\.\d+)?)?$/;

/** Whether a value says a length of time in words or in ISO 8601: `3 days`, `2h 15m`, `PT5M`. */
export function isWrittenDuration(value: string): boolean {
  const text = value.trim();
  // Digits with a zero in front are a code's.
  if (/^0\d/.test(text)) return false;
  // A lone metre would pass as a minute.
  return iso.test(text) || (written.test(text) && !/^\d+(\.\d+)?\s*m\.?$/i.test(text));
}

/** Whether a value may be a length of time like `1:02:03`; it may as well be a time of day. */
export function isColonDuration(value: string): boolean {
  return colons.test(value.trim());
}
