/** A unit of measure in UCUM, its dimension, what one of it is in the dimension's base, and how people write it. */
export interface Unit {
  readonly code: string;
  readonly dimension: string;
  readonly factor: number;
}

const rows =
  'm length 1 m meter meters metre metres|km length 1000 km kms kilometer kilometers kilometre kilometres|cm length 0.01 cm centimeter centimeters|' +
  'mm length 0.001 mm millimeter millimeters|[mi_i] length 1609.344 mi mi. mile miles|[ft_i] length 0.3048 ft ft. foot feet|' +
  '[in_i] length 0.0254 in. inch inches|[yd_i] length 0.9144 yd yds yard yards|' +
  'g mass 0.001 g gram grams|kg mass 1 kg kgs kilogram kilograms|mg mass 0.000001 mg milligram milligrams|t mass 1000 tonne tonnes|' +
  '[lb_av] mass 0.45359237 lb lbs lb. lbs. pound pounds|[stn_av] mass 907.18474 ton tons|' +
  '[oz_av] weight-or-volume 1 oz oz. ounce ounces|[foz_us] volume 0.0000295735295625 fl-oz fl.oz fl.oz. fluid-ounces|' +
  'L volume 0.001 l liter liters litre litres|mL volume 0.000001 ml milliliter milliliters|m3 volume 1 m3 m³ cubic-meters|' +
  '[gal_us] volume 0.003785411784 gal gals gal. gallon gallons|[cft_i] volume 0.028316846592 cf cu-ft cubic-feet|' +
  'm2 area 1 m2 m² sqm sq-m square-meters square-metres|km2 area 1000000 km2 km² sq-km|[sft_i] area 0.09290304 sqft sq-ft sq.-ft. sq.ft. sf square-feet ft2 ft²|' +
  '[acr_us] area 4046.872609874252 ac acre acres|har area 10000 ha hectare hectares|[smi_us] area 2589998.47 sq-mi square-miles|' +
  'Cel temperature-c 1 °c celsius deg-c|[degF] temperature-f 1 °f fahrenheit deg-f|' +
  'km/h speed 1 km/h kmh kph|[mi_i]/h speed 1.609344 mph|m/s speed 3.6 m/s|[kn_i] speed 1.852 kn kt knots|' +
  'kW.h energy 1 kwh|MW.h energy 1000 mwh|kW power 1 kw|MW power 1000 mw|W power 0.001 w watt watts|V voltage 1 v volts|A current 1 a amps|' +
  'Hz frequency 1 hz|kHz frequency 1000 khz|MHz frequency 1000000 mhz|GHz frequency 1000000000 ghz|dB loudness 1 db dba decibels|' +
  'ug/m3 concentration 1 µg/m³ μg/m³ µg/m3 μg/m3 ug/m3|mg/L dissolved 1 mg/l|[ppm] parts 1 ppm|[ppb] parts 0.001 ppb|[pH] acidity 1 ph|' +
  'hPa pressure 1 hpa mb mbar|[psi] pressure 68.947572931783 psi|[cft_i]/s flow 1 cfs|By data 1 bytes|kBy data 1000 kb|MBy data 1000000 mb.|GBy data 1000000000 gb';

const bySpelling = new Map<string, Unit>();
const byCode = new Map<string, Unit>();
for (const row of rows.split('|')) {
  const [code = '', dimension = '', factor = '1', ...spellings] = row.split(' ');
  const unit = { code, dimension, factor: Number(factor) };
  byCode.set(code, unit);
  for (const spelling of spellings) bySpelling.set(spelling.replaceAll('-', ' '), unit);
}

/** The unit that people write so; null when we know none. */
export function unitOf(spelling: string): Unit | null {
  const text = spelling.trim().toLowerCase().replace(/\s+/g, ' ');
  return bySpelling.get(text) ?? bySpelling.get(text.replace(/\.$/, '')) ?? null;
}

/** The unit of a UCUM code. */
export function unitOfCode(code: string): Unit | null {
  return byCode.get(code) ?? null;
}
