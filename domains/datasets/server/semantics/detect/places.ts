import { cities } from '../lexicon/cities.ts';
import { countryCode, countryInEnglish } from '../lexicon/countries.ts';
import { stateCode } from '../lexicon/states.ts';
import { commonCountry, countriesWithPart } from '../lexicon/subdivisions.ts';
import { isAddress, isStreetName } from '../values/addresses.ts';
import {
  cityAndState,
  isAngle,
  isCoordinates,
  isGeoid,
  isPostcodeAbroad,
  isPostcodeNamed,
  isSpoiledZip,
  isZip,
} from '../values/places.ts';
import { type Column, type Detector, distinctShare, shareThat } from './detector.ts';

const placeName = /^[\p{L}][\p{L}\p{M} .,'’()/-]{1,48}$/u;
/** Also `Praha 10 - Strašnice` and `Paris 12e`. */
const numberedPlace =
  /^\p{L}[\p{L}\p{M}.'’-]+(?: \p{L}[\p{L}\p{M}.'’-]+)? \d{1,2}(?:er?|\.)?(?: ?[-–] ?\p{L}[\p{L}\p{M} .-]+)?$/u;
const notPlace =
  /\b(type|code|id|number|date|status|count|district|population|budget|council|sticker|state|wide|year|name of|vehicle|park)\b/;

const stateTwoLetters = (column: Column) =>
  shareThat(column, (value) => /^[A-Z]{2}$/.test(value.trim()));

/** Text of an address somewhere in the world, under a name that says so: words, and neither an address of mail nor of the web. */
const isWrittenAddress = (value: string) =>
  /\p{L}{3}|[\u3040-\u9fff\uac00-\ud7af]{2}|\p{L}{2}.*\d/u.test(value) &&
  !/@|:\/\/|^\s*[[{]/.test(value);
const hasHouseNumber = (value: string) =>
  streetBefore.test(value.trim()) ||
  /[路街巷號号].*\d|\d.*[路街巷號号]|\d丁目/u.test(value) ||
  (/\p{L}{2}.*\d|\d.*\p{L}{2}/u.test(value) && /[\s,]/.test(value.trim()));

/** What a street is called where that stands first. */
const streetBefore =
  /^(?:calle?|c\/|av|avda|avenida|rua|rue|via|viale|piazza|plaza|praca|pra[cç]a|carretera|ctra|camino|paseo|travessa|largo|estrada|ul|ulica|al|aleja|strada|boulevard|bd|all[eé]e|chemin|route|place|jalan|jl|бул|ул)\.?\s/iu;

/** Metres or feet from an origin far away: five digits at least before the point. */
const isOnGrid = (value: string) => /^[-+]?\d{5,8}(\.\d+)?$/.test(value.trim());

/** Whether so many of the distinct values are parts of one and the same country. */
function areParts(column: Column, fewest: number, share: number): boolean {
  return column.values.length >= fewest && countryOf(column).share >= share;
}

const countryOf = (column: Column) =>
  commonCountry(
    column.values.slice(0, 200).map(({ value }) => value),
    column.heads.size > 0,
  );

/** ISO 3166-1 alpha-2 of the country that nearly all are parts of. */
const inCountry = (column: Column) => {
  const { country, share } = countryOf(column);
  return { country: share >= 0.6 ? country : null };
};

/** Where things are. */
export const placeDetectors: readonly Detector[] = [
  {
    type: 'street-address',
    label: 'are street addresses',
    named: /\b(address|addr|street|location|site|mailing|premises?|block)\b|address|addr( \d)?$/,
    notNamed: /\b(e ?mail|ip|web|url|mac|type|id|number|status|date)$/,
    test: isAddress,
    alone: 0.94,
    withName: 0.97,
    atLeast: 0.5,
    condition: (column) =>
      column.characters < 90 &&
      !/\bnotes?\b|note \d/.test(column.words) &&
      !column.numeric &&
      !/\b(description|desc|violation|offense|charge|comments?|notes?)\b/.test(column.words),
  },
  {
    type: 'street-address',
    label: 'are names of streets',
    named:
      /\b(street|streets|st|road|cross|intersection|address|addr|block|location|on|from|to|at) ?(name|nm|street|st|\d)*( \d)?$|street ?(name|nm)?( \d)?$/,
    notNamed: /\b(type|suffix|direction|number|date|time|status|count)$/,
    test: isStreetName,
    alone: 0.86,
    withName: 0.94,
    atLeast: 0.7,
    condition: (column, named) =>
      column.characters < 60 &&
      column.values.length >= (named ? 2 : 8) &&
      distinctShare(column, isStreetName) >= (named ? 0.6 : 0.8),
  },
  {
    type: 'street-address',
    label: 'are addresses',
    named: /\b(address|addr) ?(line )?[12]$/,
    namedBy: ({ heads }) => heads.has('address'),
    test: () => false,
    testNamed: isWrittenAddress,
    alone: 0,
    withName: 0.95,
    atLeast: 0.7,
    // The third line of an address and those below hold towns.
    condition: (column) =>
      !column.numeric &&
      column.characters >= 4 &&
      column.characters < 120 &&
      (!/ [3-9]$/.test(column.words) || shareThat(column, hasHouseNumber) >= 0.3),
  },
  {
    type: 'street-address',
    label: 'are addresses',
    namedBy: ({ heads }) => heads.has('place'),
    test: () => false,
    testNamed: (value) => isWrittenAddress(value) && hasHouseNumber(value),
    alone: 0,
    withName: 0.94,
    atLeast: 0.5,
    condition: (column) => !column.numeric && column.characters < 120,
  },
  {
    type: 'city',
    label: 'are names of cities',
    named:
      /\b(city|town|municipality|village|locality|township|settlement|hometown|cityname|muni)( (name|of residence|of birth|town))?( \d)?$|^city\b|\b(birth|home|school|mailing|owner|business|site) ?city$/,
    notNamed: notPlace,
    namedBy: ({ heads }) => heads.has('city'),
    test: (value) => cities.has((cityAndState(value)?.city ?? value.trim()).toLowerCase()),
    testNamed: (value) => placeName.test(value.trim()) || numberedPlace.test(value.trim()),
    alone: 0.88,
    withName: 0.96,
    atLeast: 0.6,
    condition: (column, named) =>
      named
        ? shareThat(column, (value) => value.trim().length <= 2) < 0.2 &&
          // A district is a part of a town, in Portugal one of the country.
          !(column.heads.has('county') && areParts(column, 1, 0.6))
        : column.values.length >= 8 &&
          distinctShare(column, (value) => cities.has(value.trim().toLowerCase())) >= 0.35,
  },
  {
    type: 'state',
    label: 'are states of the United States',
    named:
      /\b(state|states|st|province|usps|stusps|state ?(abbr\w*|code|name)|stabbr|us state)( \d)?$|^state\b|(?<!e)state$/,
    notNamed: /\b(status|fips|fp|date|id|number|tax|current|solid|machine|united)\b/,
    test: (value) => stateCode(value) !== null,
    alone: 0.92,
    withName: 0.98,
    atLeast: 0.7,
    condition: (column, named) =>
      named
        ? true
        : column.values.length >= (stateTwoLetters(column) > 0.5 ? 5 : 3) &&
          shareThat(column, (value) => stateCode(value) !== null) >= 0.95,
  },
  {
    type: 'state',
    label: 'are parts of a country',
    namedBy: ({ heads }) => heads.has('region'),
    test: (value) => countriesWithPart(value).size > 0,
    testNamed: (value) => placeName.test(value.trim()),
    alone: 0.88,
    withName: 0.95,
    atLeast: 0.7,
    condition: (column, named) => named || areParts(column, 5, 0.95),
    details: inCountry,
  },
  {
    type: 'state',
    label: 'are parts of a country',
    namedBy: ({ heads }) => heads.has('county'),
    test: () => false,
    testNamed: (value) => countriesWithPart(value, true).size > 0,
    alone: 0,
    withName: 0.95,
    atLeast: 0.6,
    condition: (column) => areParts(column, 1, 0.6),
    details: inCountry,
  },
  {
    type: 'country',
    label: 'are countries',
    named:
      /\b(country|nation|nationality|countries|citizenship)( (name|code|of \w+))?( \d)?$|^country\b|(?<!s)country(code|name)?$/,
    notNamed: /\b(club|music)\b/,
    namedBy: ({ heads }) => heads.has('country'),
    test: (value) => countryInEnglish(value) !== null && stateCode(value) === null,
    testNamed: (value) => countryCode(value) !== null || countryCode(value.toUpperCase()) !== null,
    alone: 0.93,
    withName: 0.97,
    atLeast: 0.7,
    condition: (column, named) =>
      named ||
      (column.values.length >= 3 && shareThat(column, (value) => value.trim().length > 3) >= 0.5),
  },
  {
    type: 'zip',
    label: 'are postcodes',
    named:
      /\b(zip|zips|zipcode|zip ?code|postal|postcode|post code|zcta|plz|postleitzahl|eir ?code|kod pocztowy|postnummer|postinumero|postnr|psc|psč|pin ?code|irsz|ir[aá]ny[ií]t[oó]sz[aá]m|cod(e|igo|ice)? ?postal\w*|c[oó]digo postal|ταχυδρομικ[οό][σς])\b|zip( ?code)?( \d)?$|^(cap|cep|cp)$|郵便番号|邮编|邮政编码|郵遞區號|우편번호|индекс|індекс|пощенски|^(nap|kode ?pos|kodepos)$/,
    notNamed: /\b(file|count|type|votes?|ballots?|services?)\b/,
    test: (value) => isZip(value) || isPostcodeAbroad(value),
    testNamed: (value) =>
      isZip(value) || isPostcodeAbroad(value) || isSpoiledZip(value) || isPostcodeNamed(value),
    alone: 0.92,
    withName: 0.99,
    atLeast: 0.8,
    // Five digits alone can be anything: some must say more.
    condition: (column, named) =>
      named ||
      shareThat(column, (value) => isPostcodeAbroad(value) || /^\d{5}-\d{4}$/.test(value.trim())) >
        0.3,
  },
  {
    type: 'fips',
    label: 'are FIPS or Census codes',
    named:
      /\b(fips|geo ?id|geo id \d+|geoid \d+|tract|tracts|census ?tract|block ?group|blkgrp|bg|county ?fp|state ?fp|tract ?ce|statefips|countyfips|fips ?code|ct \d+|census ?block|nta ?code|boro ?ct)( \d+)?\b|\b(geoid|fips)/,
    notNamed: /\b(land|area|name|population|count|percent|income)\b/,
    test: isGeoid,
    testNamed: (value) =>
      isGeoid(value) || /^(\d{1,12}|\d{15}|\d{1,4}\.\d{1,2})(\.0)?$/.test(value.trim()),
    alone: 0.86,
    withName: 0.97,
    atLeast: 0.9,
    condition: (column, named) =>
      named ||
      shareThat(column, (value) => /US/.test(value)) > 0.9 ||
      (column.values.length >= 30 &&
        shareThat(
          column,
          (value) =>
            /^(\d{11,12}|\d{15})$/.test(value.trim()) &&
            isGeoid(value) &&
            !/^(19|20)/.test(value.trim()),
        ) >= 0.98 &&
        // Counties have odd numbers, but for some that came late.
        shareThat(column, (value) => Number(value.trim()[4]) % 2 === 1) >= 0.8),
  },
  {
    type: 'latitude',
    label: 'are degrees of latitude',
    named:
      /\b(lat|latitude|intptlat|lat ?dd|y|ycoord|y coord\w*|point y|decimal latitude|gps ?lat)( \d+)?$|^lat\b|latitude|緯度|纬度|위도/,
    namedBy: ({ heads }) => heads.has('latitude'),
    test: (value) => isAngle(value, 90),
    alone: 0,
    withName: 0.98,
    atLeast: 0.9,
    condition: (column) =>
      !/\b(y|x)\b/.test(column.words) || shareThat(column, (value) => /\.\d{4}/.test(value)) > 0.7,
  },
  {
    type: 'longitude',
    label: 'are degrees of longitude',
    named:
      /\b(lon|lng|long|longitude|intptlon|lon ?dd|x|xcoord|x coord\w*|point x|decimal longitude|gps ?lon)( \d+)?$|^(lon|lng)\b|longitude|経度|經度|经度|경도/,
    namedBy: ({ heads }) => heads.has('longitude'),
    test: (value) => isAngle(value, 180),
    alone: 0,
    withName: 0.98,
    atLeast: 0.9,
    condition: (column) =>
      !/\b(y|x)\b|.\blong\b/.test(column.words.replace(/^(geo|gps|point|dec|map) /, '')) ||
      shareThat(column, (value) => /\.\d{4}/.test(value)) > 0.7,
  },
  {
    type: 'coordinates',
    label: 'are coordinates on the grid of a map',
    named:
      /^(point |pt |map |geo |gps |sp )?([xy])( ?(coord(inate)?s?|koord\w*|wgs|utm|lv95|etrs|epsg)( \d+)?)?( \d+)?$|\b(xcoord|ycoord|coord(inate)? ?[xy]|coor ?[xy]|koord\w* ?[xy]|[xy] ?koord\w*)\b|\b([xy] coord(inate)? state plane|easting|northing|eastings|northings|rechtswert|hochwert|ostwert|nordwert|utm ?[xyen]|lambert ?[xy])\b|\b(ig|itm|osgb|bng|utm|grid|os) (east|north)$/,
    test: () => false,
    testNamed: isOnGrid,
    alone: 0,
    withName: 0.94,
    atLeast: 0.9,
    condition: ({ numeric, paired, values }) => numeric && paired && values.length >= 2,
    details: () => ({ projected: true }),
  },
  {
    type: 'coordinates',
    label: 'are points with two coordinates',
    test: isCoordinates,
    alone: 0.97,
    withName: 0.97,
    atLeast: 0.8,
  },
];
