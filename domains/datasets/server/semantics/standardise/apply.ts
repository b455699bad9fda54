import type { StepAction } from '../../../contract/recipe-step.ts';
import { countryCode } from '../lexicon/countries.ts';
import { stateCode } from '../lexicon/states.ts';
import { partCode } from '../lexicon/subdivisions.ts';
import { unitOfCode } from '../lexicon/units.ts';
import { normaliseAddress } from '../values/addresses.ts';
import { decodeEntities, repairMojibake, tidySpace, trimmed } from '../values/broken-text.ts';
import { readDate, serialDate } from '../values/dates.ts';
import { type Decimal, keptApart, plainNumber } from '../values/numbers.ts';
import { phoneToE164 } from '../values/phones.ts';
import { cityAndState, repairZip } from '../values/places.ts';
import { parseMeasure, parseMoney, parsePercentage } from '../values/quantities.ts';
import { casedName } from './person-name.ts';
import { convert, divideByHundred } from './scale.ts';

/** What a step made of a cell. `unread`: not understood, so it stays as it was; `missing`: made missing on purpose. */
export interface CellResult {
  readonly value: string | null;
  readonly flag: 'same' | 'changed' | 'missing' | 'unread';
}

/** Does one step on one cell. The same again changes nothing; only a `missing` step makes a cell missing. */
export function apply(action: StepAction, value: string | null): CellResult {
  if (value === null) return { value, flag: 'same' };
  if (action.kind === 'missing')
    return action.values.includes(value)
      ? { value: null, flag: 'missing' }
      : { value, flag: 'same' };
  const after = value === '' ? '' : changed(action, value);
  if (after === null) return { value, flag: 'unread' };
  return { value: after, flag: after === value ? 'same' : 'changed' };
}

/** The cell after the step; null when the step does not understand it. */
function changed(action: Exclude<StepAction, { kind: 'missing' }>, value: string): string | null {
  switch (action.kind) {
    case 'space':
      return action.where === 'ends' ? trimmed(value) : tidySpace(value);
    case 'mojibake':
      return repairMojibake(value);
    case 'html-entities':
      return decodeEntities(value);
    case 'date':
      return (
        readDate(value, action)?.iso ??
        (action.serial === 'none' ? null : serialDate(value, action.serial))
      );
    case 'phone':
      return phoneToE164(value, action.country);
    case 'address':
      return normaliseAddress(value);
    case 'person-name':
      return casedName(value);
    case 'state':
      return action.country === undefined ? stateCode(value) : partCode(value, action.country);
    case 'country':
      return countryCode(value);
    case 'city':
      return cityAndState(value)?.city ?? value;
    case 'zip':
      return repairZip(value);
    case 'email':
      return emailOf(value);
    case 'cluster':
      return Object.hasOwn(action.to, value) ? (action.to[value] ?? value) : value;
    case 'yes-no':
      return answerOf(action, value);
    case 'type':
      return value;
    default: {
      const number = quantity(action, value);
      return number === null ? null : keptApart(number, action.decimal);
    }
  }
}

type Quantity = Extract<StepAction, { kind: 'money' | 'measure' | 'percentage' | 'number' }>;

function quantity(action: Quantity, value: string): string | null {
  switch (action.kind) {
    case 'money': {
      const money = parseMoney(value, action.decimal);
      if (money) return money.currency === action.currency ? money.amount : null;
      return plainNumber(value, action.decimal);
    }
    case 'measure':
      return measureIn(action.unit, value, action.decimal);
    case 'percentage': {
      const share = parsePercentage(value, action.decimal);
      if (share === null) return plainNumber(value, action.decimal);
      return action.scale === 'divide' ? divideByHundred(share) : share;
    }
    case 'number':
      return plainNumber(value, action.decimal);
  }
}

/** A number without a unit is taken to be in the column's unit. */
function measureIn(unit: string, value: string, decimal: Decimal): string | null {
  const measure = parseMeasure(value, decimal);
  if (!measure) return plainNumber(value, decimal);
  const wanted = unitOfCode(unit);
  // “12.0 oz” is how programs write 12 of something.
  return wanted ? convert(measure.number.replace(/\.0+$/, ''), measure.unit, wanted) : null;
}

function emailOf(value: string): string | null {
  const match = /^\s*(?:mailto:)?([^\s@]+)@([^\s@]+\.[^\s@]+)\s*$/i.exec(value);
  return match ? `${match[1]}@${match[2]?.toLowerCase()}` : null;
}

function answerOf(
  { yes, no }: Extract<StepAction, { kind: 'yes-no' }>,
  value: string,
): string | null {
  const text = value.trim();
  if (yes.includes(text) || text === 'true') return 'true';
  return no.includes(text) || text === 'false' ? 'false' : null;
}
