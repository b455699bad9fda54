import { folded } from './folded.ts';

/** ISO 3166-1: alpha-2 and alpha-3 of each country. */
const codes =
  'AF AFG AX ALA AL ALB DZ DZA AS ASM AD AND AO AGO AI AIA AQ ATA AG ATG AR ARG AM ARM AW ABW AU AUS AT AUT AZ AZE BS BHS BH BHR BD BGD ' +
  'BB BRB BY BLR BE BEL BZ BLZ BJ BEN BM BMU BT BTN BO BOL BQ BES BA BIH BW BWA BV BVT BR BRA IO IOT BN BRN BG BGR BF BFA BI BDI CV CPV ' +
  'KH KHM CM CMR CA CAN KY CYM CF CAF TD TCD CL CHL CN CHN CX CXR CC CCK CO COL KM COM CG COG CD COD CK COK CR CRI CI CIV HR HRV CU CUB ' +
  'CW CUW CY CYP CZ CZE DK DNK DJ DJI DM DMA DO DOM EC ECU EG EGY SV SLV GQ GNQ ER ERI EE EST SZ SWZ ET ETH FK FLK FO FRO FJ FJI FI FIN ' +
  'FR FRA GF GUF PF PYF TF ATF GA GAB GM GMB GE GEO DE DEU GH GHA GI GIB GR GRC GL GRL GD GRD GP GLP GU GUM GT GTM GG GGY GN GIN GW GNB ' +
  'GY GUY HT HTI HM HMD VA VAT HN HND HK HKG HU HUN IS ISL IN IND ID IDN IR IRN IQ IRQ IE IRL IM IMN IL ISR IT ITA JM JAM JP JPN JE JEY ' +
  'JO JOR KZ KAZ KE KEN KI KIR KP PRK KR KOR KW KWT KG KGZ LA LAO LV LVA LB LBN LS LSO LR LBR LY LBY LI LIE LT LTU LU LUX MO MAC MG MDG ' +
  'MW MWI MY MYS MV MDV ML MLI MT MLT MH MHL MQ MTQ MR MRT MU MUS YT MYT MX MEX FM FSM MD MDA MC MCO MN MNG ME MNE MS MSR MA MAR MZ MOZ ' +
  'MM MMR NA NAM NR NRU NP NPL NL NLD NC NCL NZ NZL NI NIC NE NER NG NGA NU NIU NF NFK MK MKD MP MNP NO NOR OM OMN PK PAK PW PLW PS PSE ' +
  'PA PAN PG PNG PY PRY PE PER PH PHL PN PCN PL POL PT PRT PR PRI QA QAT RE REU RO ROU RU RUS RW RWA BL BLM SH SHN KN KNA LC LCA MF MAF ' +
  'PM SPM VC VCT WS WSM SM SMR ST STP SA SAU SN SEN RS SRB SC SYC SL SLE SG SGP SX SXM SK SVK SI SVN SB SLB SO SOM ZA ZAF GS SGS SS SSD ' +
  'ES ESP LK LKA SD SDN SR SUR SJ SJM SE SWE CH CHE SY SYR TW TWN TJ TJK TZ TZA TH THA TL TLS TG TGO TK TKL TO TON TT TTO TN TUN TR TUR ' +
  'TM TKM TC TCA TV TUV UG UGA UA UKR AE ARE GB GBR US USA UM UMI UY URY UZ UZB VU VUT VE VEN VN VNM VG VGB VI VIR WF WLF EH ESH YE YEM ZM ZMB ZW ZWE';

const others =
  'united states of america US|usa US|u.s.a. US|u.s. US|america US|great britain GB|uk GB|u.k. GB|england GB|scotland GB|wales GB|' +
  'korea, republic of KR|republic of korea KR|korea, south KR|korea, north KP|russian federation RU|iran, islamic republic of IR|' +
  'viet nam VN|czech republic CZ|ivory coast CI|burma MM|holland NL|bolivia, plurinational state of BO|tanzania, united republic of TZ|' +
  'syrian arab republic SY|lao people’s democratic republic LA|venezuela, bolivarian republic of VE|moldova, republic of MD|swaziland SZ|' +
  'macedonia MK|cape verde CV|east timor TL|republic of ireland IE|people’s republic of china CN|democratic republic of the congo CD|' +
  'congo, the democratic republic of the CD|congo CG|bosnia and herzegovina BA|trinidad and tobago TT|antigua and barbuda AG|turkey TR|' +
  'saint kitts and nevis KN|saint lucia LC|hong kong HK|macau MO|palestine PS|micronesia FM|the bahamas BS|the gambia GM';

const pairs = codes.match(/[A-Z]{2} [A-Z]{3}/g) ?? [];
export const countryCodes: ReadonlySet<string> = new Set(pairs.map((pair) => pair.slice(0, 2)));
const alpha3 = new Map(pairs.map((pair) => [pair.slice(3), pair.slice(0, 2)]));

const englishNames = new Intl.DisplayNames(['en'], { type: 'region' });
const byName = new Map<string, string>([
  ...[...countryCodes].map((code) => [keyOf(englishNames.of(code) ?? code), code] as const),
  ...others.split('|').map((row) => [keyOf(row.slice(0, -3)), row.slice(-2)] as const),
]);

/** Languages in which the names of countries are known, of the Unicode Common Locale Data Repository. */
const languages =
  'de fr es pt it nl da nb sv fi pl cs sk hu ro hr sl sr bg ru uk el tr id et lv lt ca ja zh zh-Hant ko ar he hi'.split(
    ' ',
  );
/** Shorter ones are other words as well. */
const shortestAbroad = 4;
let abroad: ReadonlyMap<string, string> | null = null;

/** Names in other languages than English; what means another country in English is left out. */
function namesAbroad(): ReadonlyMap<string, string> {
  if (abroad) return abroad;
  const found = new Map<string, string>();
  for (const language of languages) {
    const names = new Intl.DisplayNames([language], { type: 'region' });
    for (const code of countryCodes) {
      const name = keyOf(names.of(code) ?? '');
      const written = /[a-z]/.test(name) ? name.length >= shortestAbroad : name.length >= 2;
      if (written && !byName.has(name) && !found.has(name)) found.set(name, code);
    }
  }
  abroad = found;
  return found;
}

/** The alpha-2 code of a country by a code or a name in one of many languages; null when there is none. */
export function countryCode(value: string): string | null {
  return countryInEnglish(value) ?? namesAbroad().get(keyOf(value.trim())) ?? null;
}

/** The same without names in other languages: those cost 40 ms to gather. */
export function countryInEnglish(value: string): string | null {
  const text = value.trim();
  if (/^[A-Z]{2}$/.test(text) && countryCodes.has(text)) return text;
  if (/^[A-Z]{3}$/.test(text) && alpha3.has(text)) return alpha3.get(text) ?? null;
  return byName.get(keyOf(text)) ?? null;
}

function keyOf(name: string): string {
  return folded(name)
    .replaceAll('.', '')
    .replaceAll(' & ', ' and ')
    .replace(/['’]/g, '')
    .replace(/^st /, 'saint ')
    .trim();
}
