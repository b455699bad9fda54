import type { RecipeStep, StepAction } from '../../../contract/recipe-step.ts';
import { dateForms } from '../values/dates.ts';

/** A step as a sentence or two: what was, what is now, what could not be read. */
export function sentenceOf({ action, confidence, cells, unread, examples }: RecipeStep): string {
  if (action.kind === 'type')
    return confidence < 1
      ? `“${action.column}” counts or measures something, so it becomes numbers.`
      : `“${action.column}” is kept as ${action.as === 'text' ? 'text' : 'numbers'}, as was said.`;
  const changed = `${count(cells, 'cell')} ${cells === 1 ? 'changes' : 'change'}.`;
  const rest =
    unread === 0
      ? ''
      : ` ${count(unread, 'cell')} could not be read and ${unread === 1 ? 'stays' : 'stay'} as ${unread === 1 ? 'it is' : 'they are'}.`;
  return `${whatHappens(action, examples)} ${changed}${rest}`;
}

function whatHappens(
  action: Exclude<StepAction, { kind: 'type' }>,
  examples: RecipeStep['examples'],
): string {
  const name = `“${action.column}”`;
  switch (action.kind) {
    case 'space':
      return action.where === 'ends'
        ? `Spaces at the ends of ${name} go.`
        : `Doubled spaces in ${name} become one.`;
    case 'mojibake':
      return `Letters of ${name} that were broken by a wrong encoding are repaired.`;
    case 'html-entities':
      return `Entities of HTML in ${name} become the characters they stand for.`;
    case 'missing':
      return `${list(action.values)} in ${name} ${action.values.length === 1 ? 'means' : 'mean'} “missing”.`;
    case 'date':
      return examples.some(({ before }) => dateForms.numbers.test(before.trim()))
        ? `Dates in ${name} ${order(action.order)}; they become ISO 8601.`
        : `Dates in ${name} become ISO 8601.`;
    case 'phone':
      return `Telephone numbers in ${name} become E.164; without a country they are taken as ${action.country}.`;
    case 'address':
      return `Addresses in ${name} take the form of USPS Publication 28.`;
    case 'person-name':
      return `Names in ${name} become “First Last”, in capitals and small letters.`;
    case 'state':
      return action.country === undefined
        ? `States in ${name} become their two-letter codes.`
        : `Parts of ${countryName(action.country)} in ${name} become their codes of ISO 3166-2.`;
    case 'country':
      return `Countries in ${name} become their two-letter codes of ISO 3166-1.`;
    case 'city':
      return `A state behind a city in ${name} goes${action.state === null ? '' : ` to “${action.state}” where that is empty`}.`;
    case 'zip':
      return `Postcodes in ${name} get back their zeros and hyphens.`;
    case 'money':
      return `Amounts in ${name} become plain numbers in ${action.currency}.`;
    case 'measure':
      return `Measures in ${name} become plain numbers in ${action.unit}.`;
    case 'percentage':
      return action.scale === 'divide'
        ? `Percentages in ${name} become shares: 5 % is 0.05.`
        : `Signs of percent in ${name} go.`;
    case 'number':
      return `Numbers in ${name} lose their separators of thousands${action.decimal === ',' ? '; a comma before decimals becomes a point' : ''}.`;
    case 'yes-no':
      return `${list([...action.yes, ...action.no])} in ${name} become true and false.`;
    case 'cluster':
      return `${count(Object.keys(action.to).length, 'spelling')} in ${name} ${Object.keys(action.to).length === 1 ? 'becomes' : 'become'} another of the same thing.`;
    case 'email':
      return `E-mail addresses in ${name} are written in small letters behind @.`;
  }
}

function order(order: Extract<StepAction, { kind: 'date' }>['order']): string {
  return order === 'month-first'
    ? 'were written month first'
    : order === 'day-first'
      ? 'were written day first'
      : 'begin with the year';
}

function list(values: readonly string[]): string {
  const shown = values.slice(0, 4).map((value) => `“${value}”`);
  const more = values.length - shown.length;
  return more > 0
    ? `${shown.join(', ')} and ${more} more`
    : shown.join(', ').replace(/, ([^,]*)$/, ' and $1');
}

const englishNames = new Intl.DisplayNames(['en'], { type: 'region' });
const countryName = (code: string) => englishNames.of(code) ?? code;

const count = (number: number, noun: string) =>
  `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
