const wholes = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });
const digits = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 4 });
const percents = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 0 });
const finePercents = new Intl.NumberFormat(undefined, {
  style: 'percent',
  maximumSignificantDigits: 2,
});

/** A count, with the separators of the reader's place. */
export function whole(value: number): string {
  return wholes.format(value);
}

/** A measure as sentences write it: whole when large, four digits when small. */
export function spoken(value: number): string {
  return Math.abs(value) >= 1_000 ? wholes.format(value) : digits.format(value);
}

/** A share between 0 and 1; the small ones keep two digits so that they are never “0 %”. */
export function percent(share: number): string {
  return share > 0 && share < 0.01 ? finePercents.format(share) : percents.format(share);
}

/** Milliseconds since 1970 of a time as the engine writes it; without zone it counts as UTC. */
export function timeOf(raw: string): number {
  const iso = raw
    .replace(' ', 'T')
    .replace(/([+-]\d\d)$/, (zone, _sign, at: number) => (at > 10 ? `${zone}:00` : zone));
  const zoned = !iso.includes('T') || /(Z|[+-]\d\d:\d\d)$/i.test(iso);
  return Date.parse(zoned ? iso : `${iso}Z`);
}

/** Midnight says nothing: `2020-01-01 00:00:00` is read as `2020-01-01`. */
export function shortTime(raw: string): string {
  return raw.replace(/[T ]00:00(:00(\.0+)?)?(Z|\+00(:00)?)?$/, '');
}
