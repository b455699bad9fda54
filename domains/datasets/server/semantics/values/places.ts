import { stateCode, stateFips } from '../lexicon/states.ts';

const decimalDegrees = /^[-+]?\d{1,3}[.,]\d{2,}\s*°?\s*([NSEW])?$/i;
const sexagesimal =
  /^\d{1,3}\s*[°º]\s*\d{1,2}(\.\d+)?\s*['’′]?\s*(\d{1,2}(\.\d+)?\s*["”″]?)?\s*([NSEW])$/i;

/** Whether a value is an angle of at most so many degrees, with decimals or minutes. */
export function isAngle(value: string, limit: number): boolean {
  const text = value.trim();
  if (sexagesimal.test(text)) return Number.parseInt(text, 10) <= limit;
  return decimalDegrees.test(text) && Math.abs(Number.parseFloat(text)) <= limit;
}

/** Whether a value is a point: `POINT (-73.98 40.75)`, `(40.75, -73.98)`. */
export function isCoordinates(value: string): boolean {
  const point =
    /^(?:SRID=\d+;)?POINT\s*Z?\s*\(\s*(-?\d+(?:\.\d+)?)\s+(-?\d+(?:\.\d+)?)(?:\s+-?\d+(?:\.\d+)?)?\s*\)$/i;
  if (point.test(value.trim())) return true;
  if (/^\{\s*"(?:type"\s*:\s*"Point"\s*,\s*")?coordinates"\s*:\s*\[\s*-?\d/i.test(value.trim()))
    return true;
  const pair = /^[([]?\s*(-?\d{1,3}\.\d{2,})°?\s*[,;]\s*(-?\d{1,3}\.\d{2,})°?\s*[)\]]?$/.exec(
    value.trim(),
  );
  return pair !== null && Math.abs(Number(pair[1])) <= 180 && Math.abs(Number(pair[2])) <= 180;
}

const zip = /^\d{5}(-\d{4})?$/;
const canadian = /^[ABCEGHJ-NPRSTVXY]\d[A-Z][ -]?\d[A-Z]\d$/i;
const british = /^[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}$/i;

/** A postcode of the United States as it should be. */
export const isZip = (value: string) => zip.test(value.trim());
/** A postcode that says its country by its form. */
export const isPostcodeAbroad = (value: string) =>
  canadian.test(value.trim()) || british.test(value.trim());
/**
 * Forms of postcodes that only a name makes one: of Britain with any letters, India and Singapore, the Netherlands,
 * Poland, Portugal, Brazil, Japan, Sweden, Ireland, Argentina.
 */
export const isPostcodeNamed = (value: string) =>
  /^([A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|\d{6}|\d{4} ?[A-Z]{2}|\d{2}-\d{3}|\d{4}-\d{3}|\d{5}-\d{3}|\d{3}-\d{4}|\d{3} \d{2}|[A-Z]\d[\dW] ?[A-Z\d]{4}|[A-Z]\d{4}[A-Z]{3}|[ABCEGHJ-NPRSTVXY]\d[A-Z])$/i.test(
    value.trim(),
  );
/** What a spreadsheet or a clerk makes of a ZIP code: zeros lost, no hyphen, decimals. */
export const isSpoiledZip = (value: string) =>
  /^(\d{3,5}(\.0)?|\d{8,9}|\d{3,5}-\d{4}|\d{5}-)$/.test(value.trim());

/** `12345` or `12345-6789` from what is left of one; null when it is none. */
export function repairZip(value: string): string | null {
  const text = value.trim().replace(/\.0$/, '');
  if (zip.test(text)) return text === '00000' ? null : text;
  if (/^\d{5}-$/.test(text)) return text.slice(0, 5);
  if (/^\d{3,4}$/.test(text)) return text.padStart(5, '0');
  if (/^\d{8,9}$/.test(text)) return `${text.padStart(9, '0').slice(0, 5)}-${text.slice(-4)}`;
  if (/^\d{3,4}-\d{4}$/.test(text)) return text.padStart(10, '0');
  return isPostcodeAbroad(text) ? text : null;
}

/** Whether digits are a code of the Census: state, county, tract, block group or block, beginning with a state. */
export function isGeoid(value: string): boolean {
  const text = value.trim();
  if (/^\d{3}00(00|..)US\d{2,15}$/i.test(text) || /^\d{4}000US\d{1,15}$/i.test(text)) return true;
  return /^(\d{2}|\d{5}|\d{10,12}|\d{15})$/.test(text) && stateFips.has(text.slice(0, 2));
}

/** A city with its state behind it: `Portland OR`, `Denver, Colorado`. */
export function cityAndState(
  value: string,
): { readonly city: string; readonly state: string } | null {
  const match =
    /^(.*[\p{L}.])(?:,\s*|\s+)([A-Z]{2})$/u.exec(value.trim()) ??
    /^(.*\p{L}),\s*(\p{L}[\p{L} .]+)$/u.exec(value.trim());
  const state = match ? stateCode(match[2] ?? '') : null;
  return match && state ? { city: (match[1] ?? '').trim(), state } : null;
}
