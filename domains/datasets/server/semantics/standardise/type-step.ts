import type { StepAction } from '../../../contract/recipe-step.ts';
import type { ColumnMeaning } from '../../../contract/semantic-type.ts';
import { median } from '../../parsing/median.ts';
import { rowsThat } from '../detect/detector.ts';
import type { ColumnFacts, ValueCount } from '../detect/facts.ts';
import { stateCode } from '../lexicon/states.ts';
import { partCode } from '../lexicon/subdivisions.ts';
import { isAddress } from '../values/addresses.ts';
import { decideOrder } from '../values/date-order.ts';
import { serialDate } from '../values/dates.ts';
import { type Decimal, decimalOf, plainNumber } from '../values/numbers.ts';
import { isSpoiledZip, isZip } from '../values/places.ts';
import { parsePercentage } from '../values/quantities.ts';

/** What cannot be told from the values. */
export interface Settings {
  /** The year it is: two digits mean at most ten years later, a birthday none. */
  readonly year: number;
  /** ISO 3166-1 alpha-2, for telephone numbers without one. */
  readonly country: string;
}

export interface TypeStep {
  readonly action: StepAction;
  readonly why: string;
  readonly confidence: number;
}

const isSpoiledOnly = (value: string) => /^\d{4}$/.test(value.trim()) && isSpoiledZip(value);

const mostlyAre = (values: readonly ValueCount[], test: (value: string) => boolean) =>
  rowsThat(values, test) >= 0.5 * values.reduce((sum, { count }) => sum + count, 0);

/** The one step that a column's type asks for; null when there is none. */
export function typeStep(
  facts: ColumnFacts,
  { best }: ColumnMeaning,
  settings: Settings,
): TypeStep | null {
  const { name: column, values } = facts;
  const decimal: Decimal = decimalOf(values) ?? '.';
  const step = (action: StepAction, why: string, confidence: number) => ({
    action,
    why,
    confidence,
  });
  switch (best.type) {
    case 'date':
    case 'datetime':
      return best.details.epoch || best.details.precision ? null : dateStep(facts, settings);
    case 'phone':
      return step(
        { kind: 'phone', column, country: settings.country },
        'Telephone numbers are written in several ways; E.164 is one for all.',
        0.95,
      );
    case 'street-address':
      // The rules of the post of the United States are for its own addresses.
      return mostlyAre(values, isAddress)
        ? step(
            { kind: 'address', column },
            'The same street is abbreviated in several ways; this is the form of USPS Publication 28.',
            0.85,
          )
        : null;
    case 'person-name':
      return step(
        { kind: 'person-name', column },
        'Names are in capitals or have the family name first.',
        0.8,
      );
    case 'state':
      return stateStep(facts, best.details.country);
    case 'country':
      return step(
        { kind: 'country', column },
        'Countries are written in several ways; ISO 3166-1 is one for all.',
        0.85,
      );
    case 'zip':
      // Where hardly a code has five digits, four are no loss: Vienna, Zurich, Melbourne.
      return rowsThat(values, isZip) < 0.5 * rowsThat(values, isSpoiledOnly)
        ? null
        : step(
            { kind: 'zip', column },
            'A spreadsheet took leading zeros or the hyphen from postcodes.',
            0.92,
          );
    case 'email':
      return step({ kind: 'email', column }, 'Behind @ capitals have no meaning.', 0.95);
    case 'money':
      return moneyStep(column, decimal, best.details.currency);
    case 'measure':
      return typeof best.details.unit === 'string'
        ? step(
            { kind: 'measure', column, unit: best.details.unit, decimal },
            `Every number is in ${best.details.unit}, so the unit is the column's and the cell a number.`,
            0.95,
          )
        : null;
    case 'percentage':
      return percentageStep(column, values, decimal);
    case 'number':
      return step(
        { kind: 'number', column, decimal },
        'Separators of thousands keep numbers from being counted with.',
        0.95,
      );
    case 'yes-no':
      return answerStep(column, values);
    default:
      return null;
  }
}

function stateStep({ name: column, values }: ColumnFacts, country: unknown): TypeStep | null {
  if (mostlyAre(values, (value) => stateCode(value) !== null))
    return {
      action: { kind: 'state', column },
      why: 'Names and codes of states are mixed; the two-letter code is one for all.',
      confidence: 0.93,
    };
  // A province elsewhere may have the name of one of the United States: Montana, in Bulgaria.
  if (typeof country !== 'string') return null;
  const codes = values.flatMap(({ value }) => partCode(value, country) ?? []);
  return new Set(codes).size === codes.length
    ? null
    : {
        action: { kind: 'state', column, country },
        why: 'The same part of a country is written in several ways; ISO 3166-2 has one code for each.',
        confidence: 0.8,
      };
}

function dateStep({ name: column, values }: ColumnFacts, { year }: Settings): TypeStep {
  const decision = decideOrder(values);
  const birthday = /birth|dob|born/i.test(column);
  const serials = values.filter(({ value }) => serialDate(value, '1900') !== null);
  const several = decision.monthFirst > 0 && decision.dayFirst > 0;
  const action: StepAction = {
    kind: 'date',
    column,
    order: decision.order,
    century: birthday ? year : year + 10,
    serial: serials.length > 0 ? '1900' : 'none',
  };
  if (decision.guessed)
    return {
      action,
      why: 'No date tells whether the month or the day stands first; month first is the usual order.',
      confidence: 0.6,
    };
  if (several)
    return {
      action,
      why: 'Most dates tell their order, but some say the opposite.',
      confidence: 0.7,
    };
  const told = decision.order === 'day-first' ? decision.dayFirst : decision.monthFirst;
  return {
    action,
    why:
      told > 0
        ? `${told.toLocaleString('en')} dates can be read in one order only, none in the other.`
        : 'The dates can be read in one way only.',
    confidence: 0.96,
  };
}

function moneyStep(column: string, decimal: Decimal, currency: unknown): TypeStep {
  if (typeof currency !== 'string')
    return {
      action: { kind: 'number', column, decimal },
      why: 'Separators of thousands keep numbers from being counted with.',
      confidence: 0.93,
    };
  return {
    action: { kind: 'money', column, currency, decimal },
    why: `All amounts are in ${currency}, so the currency is the column's and the cell a number.`,
    confidence: 0.96,
  };
}

/** A sign of percent on some values only: does it change the scale, or is it decoration? */
function percentageStep(
  column: string,
  values: readonly ValueCount[],
  decimal: Decimal,
): TypeStep | null {
  const marked = values
    .flatMap(({ value }) => parsePercentage(value, decimal) ?? [])
    .map((number) => Math.abs(Number(number)));
  const bare = values
    .flatMap(({ value }) =>
      parsePercentage(value, decimal) === null ? (plainNumber(value, decimal) ?? []) : [],
    )
    .map((number) => Math.abs(Number(number)));
  const step = (scale: 'keep' | 'divide', why: string, confidence: number): TypeStep => ({
    action: { kind: 'percentage', column, scale, decimal },
    why,
    confidence,
  });
  if (marked.length === 0)
    return {
      action: { kind: 'number', column, decimal },
      why: 'Separators of thousands keep numbers from being counted with.',
      confidence: 0.95,
    };
  if (bare.length === 0)
    return step(
      'keep',
      'Every value is in percent, so the sign is the column’s and the cell a number.',
      0.96,
    );
  const ratio = median(marked) / (median(bare) || Number.NaN);
  if (ratio > 1 / 4 && ratio < 4)
    return step(
      'keep',
      'Values with and without the sign are of the same size, so the sign does not change the scale.',
      0.93,
    );
  if (ratio > 25 && ratio < 400)
    return step(
      'divide',
      'Values with the sign are about 100 times those without: they are the same shares, in percent.',
      0.9,
    );
  return null;
}

function answerStep(column: string, values: readonly ValueCount[]): TypeStep | null {
  const pick = (pattern: RegExp) => [
    ...new Set(values.map(({ value }) => value.trim()).filter((value) => pattern.test(value))),
  ];
  const yes = pick(/^(yes|y|true|t|1|x|✓|si|oui|ja|on)$/i);
  const no = pick(/^(no|n|false|f|0|non|nein|off)$/i);
  // A lone “X” means yes, but then nothing says no.
  if (yes.length === 0 || no.length === 0) return null;
  return {
    action: { kind: 'yes-no', column, yes, no },
    why: 'Yes and no are written in several ways.',
    confidence: 0.9,
  };
}
