/**
 * What the name of a column says of digits: a label, which stays text, or a quantity, which may be a number.
 *
 * The rule. Digits are a label when the name says that something is *called* by them: a word for a label at the head
 * of the name (`permit no`, `código postal`, `Hausnummer`), the name of a register (`ZIP`, `UPRN`, `SIRET`), or, in
 * the singular, a thing that offices number (`parcel`, `beat`, `route`, `foglio`). The head stands last in English and
 * German and first in Romance languages. A plural is counted (`units`, `number of parcels`), and a name whose head
 * measures, adds up or dates is a quantity whatever else it says (`parcel area`, `case count`).
 *
 * An integer key would lose nothing as a number today, but the next file may bring 00123 or 12-B, and nobody adds keys
 * up: they stay text, too. Numbers with decimals stay text for registers and words for a label only (`tract`
 * 1234.02): a `lot` of 0.25 is an area. What the name leaves open is decided by the digits (`column-type.ts`).
 */
export type SaidByName = 'code' | 'thing' | 'quantity' | 'nothing';

const set = (words: string) => new Set(words.split(' '));

/** Words for a label that end an English or German name. */
const lastHeads = set(
  'id ids uid uuid guid key identifier ident code codes cd ref reference serial tag barcode plate permit licence license ' +
    'docket folio acct badge accession pin pid kod kennziffer schluessel aktenzeichen kennzeichen kennung',
);
const numberWords = set('no nr nbr num number numbers nummer');

/** Words for a label that begin a name in Romance languages. */
const firstHeads = set(
  'code cod codigo codice codi numero nro id ident identifiant identificador identificativo clave cve chave ref ' +
    'referencia reference riferimento numer cislo kod matricule matricula matricola folio partita civique',
);
/** What is called by the number that stands before it; of anything else `num` may be a count: `num_killed`. */
const numberedAfter = set(
  'voie via rue calle civico portal puerta expediente exp contrato contratto licitacao processo serie documento factura ' +
    'dossier compte permis permiso police inventaire lot parcelle district distrito arrond arrondissement',
);

/** Registers and schemes: their name anywhere is enough. */
const registers = set(
  'zip zipcode zip4 zip5 postcode postal plz fips geoid tract blockgroup blkgrp parcel apn ain bbl phone telephone tel ' +
    'telefon telefono fax mobile ssn ein fein npi vin isbn issn sku upc ean gtin naics sic cpv unspsc siren siret insee ' +
    'istat uprn usrn toid lei duns uei cusip abn acn uen nif cif curp cpf cnpj iban oclc orcid ndc iucr ucr nibrs ' +
    'objectid fid oid rowid mmsi meshblock lsoa msoa folio matricula matricule docket',
);
/** Those whose letters may mean something else as a part of a name: market cap, recycling bin. */
const registersAlone = set(
  'bin cap cp cep tin nit rut ruc nie dni ags ine cig cas iris imo icao iata lei pin ain',
);

/** Things that offices number, in the singular. */
const things = set(
  'block blk lot unit apartment apt suite building bldg route stop station beat precinct ward district dist distrito zone ' +
    'sector division township section quadrant arrondissement bezirk nbhd mapsheet plat fund board group object org organization ' +
    'department dept agency vendor supplier payee customer client employee contract invoice voucher check cheque receipt ' +
    'warrant ticket citation case account page book incident complaint request application registration certificate policy asset hydrant ' +
    'manhole pole sensor culvert facility school center centre foglio particella parcela parcelle seccion sezione flur ' +
    'flurstueck gemarkung lote manzana expediente empenho processo aktenzeichen workorder purchaseorder ' +
    'comuna commune comune municipio gemeinde canton kanton gmina artigo predio finca',
);
/** Things whose word means something else at the end of a longer name: poverty line, business plan. */
const thingsAlone = set(
  'line map sheet plan well tree file project sign signal camera batch bus train nr numero',
);

/** Names of databases in one word: `PROPERTYZIP`, `COUNTYFP`, `NEIGHCODE`, `PARID`, `BAUMNUMMER`. */
const runTogether =
  /.(zip|zipcode|postcode|fips|geoid|phone|code|parcelid|parid|apn|barcode|number|nummer|nbr|nr|schluessel|kennzeichen|kennziffer)$|(state|county|tract|place|cousub)(fp|ce)$|(case|permit|licen[cs]e|docket|ticket|account|acct|parcel|invoice|order|item|asset|serial|house|unit|route|map|bldg|lot|block|blk|meter|pole)(no|id|key|tag)$|^id[a-z]{3,}$/;
/** Words that only end like a name for an id, also behind others: `AMOUNTPAID`. */
const notAnId =
  /(paid|valid|covid|grid|centroid|hybrid|liquid|solid|medicaid|steroid)$|^(bid|rebid|outbid|aid|raid|braid|plaid|said|laid|humid|rapid|acid|placid|fluid|void|avoid|ovid|android|asteroid|typhoid|thyroid|squid|splendid|arid|avid|tepid|morbid|candid|sordid|lucid|rigid|lurid|stupid|vivid|timid|orchid|pyramid|euclid|madrid|david|reid|amid|mid|kid|did|rid|hid|skid|slid|lid|eyelid|maid|mermaid|apartheid|horrid|florid|torrid)$/;
const notANumber = /(aluminum|platinum|magnum)$/;
const notAKey = /(mon|tur|hoc|don|joc|whis)key$/;
const notFromId = /^id(e|l|i|o)/;

/** What counts, measures, adds up or dates: the rest of the name tells only of what. */
const quantityHeads = set(
  'count counts cnt total totals tot sum amount amt rate ratio share percent percentage pct average avg mean median min ' +
    'max days hours minutes seconds years months weeks cost costs price value values valuation balance budget revenue ' +
    'expenses expenditure spending fee fees tax taxes salary wage wages pay paid income sales loan area size acres ' +
    'acreage sqft sqm sf sqmi length width height depth weight volume capacity distance diameter radius elevation ' +
    'population pop density score points rank age year yr date time duration quantity qty latitude longitude lat lon ' +
    'lng frequency speed temperature usage consumption demand load flow level index change growth difference diff ' +
    'variance deviation error votes turnout attendance enrollment enrolment ridership killed injured',
);
/** Anywhere in a name they say that a thing or a number is counted or measured, or is a place on a map. */
const counted = set(
  'total average avg mean max maximum min minimum sum median count counts new confirmed cumulative daily weekly monthly ' +
    'annual yearly per percent pct monto importe valor montant importo betrag quantidade x y ' +
    'population people persons households easting northing epoch timestamp',
);

/** Words that only end like a plural. */
const noPlural = /(ss|us|is)$|^(series|gas|atlas|gps|maps)$/;

/** What the name of a column says of digits in it. */
export function saidByName(name: string): SaidByName {
  const words = wordsOf(name);
  const [first = ''] = words;
  const last = words.at(-1) ?? '';
  if (quantityHeads.has(last) || words.includes('of') || words.includes('per')) return 'quantity';
  if (lastHeads.has(last) || isLabel(words)) return 'code';
  if (words.some((word) => counted.has(word))) return 'quantity';
  if (words.length > 1 && numberWords.has(last))
    return isPlural(words.at(-2) ?? '') ? 'quantity' : 'code';
  if (words.length > 1 && firstHeads.has(first)) return isPlural(last) ? 'quantity' : 'code';
  if (numberWords.has(first) && numberedAfter.has(words[1] ?? '')) return 'code';
  if (isPlural(last)) return 'quantity';
  const alone = words.length === 1 && thingsAlone.has(last);
  return alone || things.has(last) || things.has(words.join('')) ? 'thing' : 'nothing';
}

/** Whether the name of a column says that its whole numbers are labels. */
export function namedAsCode(name: string): boolean {
  const said = saidByName(name);
  return said === 'code' || said === 'thing';
}

function isLabel(words: readonly string[]): boolean {
  const last = words.at(-1) ?? '';
  if (words.some((word) => registers.has(word) || /^(id|guid|uuid)$/.test(word))) return true;
  if (words.length === 1 && registersAlone.has(last)) return true;
  if (runTogether.test(last)) return !notFromId.test(last);
  return (
    (/[a-z]{2}id$/.test(last) && !notAnId.test(last)) ||
    (/[a-z]{3}num$/.test(last) && !notANumber.test(last)) ||
    (/[a-z]{3}key$/.test(last) && !notAKey.test(last))
  );
}

/** In English, French, Spanish and Portuguese; of Italian the masculine. */
function isPlural(word: string): boolean {
  return word.length > 3 && ((word.endsWith('s') && !noPlural.test(word)) || word.endsWith('ti'));
}

/** `PropertyZip_4`, `Permit #`, `Numéro de voie`, `pin10` as words without accents, articles and digits at the end. */
function wordsOf(name: string): readonly string[] {
  return (
    name
      // After a number it says how many: `Phase 1 #`.
      .replace(/([\d+%)])\s*#/g, '$1 count ')
      .replaceAll('#', ' number ')
      .replace(/\b[Nn][°º]/g, ' numero ')
      .replace(/[äöü]/gi, (sign) => `${sign}e`)
      .replaceAll('ß', 'ss')
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .map((word) => (/^(id|[a-z]{3,})\d{1,4}$/.test(word) ? word.replace(/\d+$/, '') : word))
      .filter((word) => word !== '' && !/^(de|del|la|le|du|des|di|do|da|the|\d+)$/.test(word))
  );
}
