/** States, districts and territories with a code of USPS and ISO 3166-2:US, and their FIPS 5-2 numbers. */
const rows =
  'AL 01 Alabama|AK 02 Alaska|AZ 04 Arizona|AR 05 Arkansas|CA 06 California|CO 08 Colorado|CT 09 Connecticut|DE 10 Delaware|' +
  'DC 11 District of Columbia|FL 12 Florida|GA 13 Georgia|HI 15 Hawaii|ID 16 Idaho|IL 17 Illinois|IN 18 Indiana|IA 19 Iowa|' +
  'KS 20 Kansas|KY 21 Kentucky|LA 22 Louisiana|ME 23 Maine|MD 24 Maryland|MA 25 Massachusetts|MI 26 Michigan|MN 27 Minnesota|' +
  'MS 28 Mississippi|MO 29 Missouri|MT 30 Montana|NE 31 Nebraska|NV 32 Nevada|NH 33 New Hampshire|NJ 34 New Jersey|' +
  'NM 35 New Mexico|NY 36 New York|NC 37 North Carolina|ND 38 North Dakota|OH 39 Ohio|OK 40 Oklahoma|OR 41 Oregon|' +
  'PA 42 Pennsylvania|RI 44 Rhode Island|SC 45 South Carolina|SD 46 South Dakota|TN 47 Tennessee|TX 48 Texas|UT 49 Utah|' +
  'VT 50 Vermont|VA 51 Virginia|WA 53 Washington|WV 54 West Virginia|WI 55 Wisconsin|WY 56 Wyoming|AS 60 American Samoa|' +
  'GU 66 Guam|MP 69 Northern Mariana Islands|PR 72 Puerto Rico|VI 78 Virgin Islands';

/** The abbreviations in use before 1963 and in newspapers. */
const older =
  'ala AL|ariz AZ|ark AR|calif CA|cal CA|colo CO|conn CT|del DE|d.c. DC|fla FL|ill IL|ind IN|kan KS|kans KS|mass MA|mich MI|minn MN|' +
  'miss MS|mont MT|neb NE|nebr NE|nev NV|n.h. NH|n.j. NJ|n.m. NM|n.y. NY|n.c. NC|n.d. ND|okla OK|ore OR|penn PA|penna PA|r.i. RI|' +
  's.c. SC|s.d. SD|tenn TN|tex TX|va. VA|wash WA|w.va. WV|wis WI|wisc WI|wyo WY|washington dc DC|washington d.c. DC';

const parsed = rows.split('|').map((row) => {
  const [code = '', fips = '', ...name] = row.split(' ');
  return { code, fips, name: name.join(' ') };
});

export const stateCodes: ReadonlySet<string> = new Set(parsed.map(({ code }) => code));
export const stateFips: ReadonlySet<string> = new Set(parsed.map(({ fips }) => fips));

const byName = new Map<string, string>([
  ...parsed.map(({ name, code }) => [name.toLowerCase(), code] as const),
  ...older.split('|').map((row) => {
    const cut = row.lastIndexOf(' ');
    return [row.slice(0, cut).replaceAll('.', ''), row.slice(cut + 1)] as const;
  }),
]);

/** The two-letter code of a state by its code, name or older abbreviation; null when there is none. */
export function stateCode(value: string): string | null {
  const text = value.trim().replace(/^US-(?=[A-Za-z]{2}$)/i, '');
  const upper = text.toUpperCase().replaceAll('.', '');
  if (stateCodes.has(upper)) return upper;
  return byName.get(text.toLowerCase().replaceAll('.', '').replace(/\s+/g, ' ')) ?? null;
}
