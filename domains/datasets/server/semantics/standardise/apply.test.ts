import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StepAction } from '../../../contract/recipe-step.ts';
import { madeUp } from '../labelled/measure.ts';
import { apply } from './apply.ts';

const column = 'c';
const actions: readonly StepAction[] = [
  { kind: 'space', column, where: 'ends' },
  { kind: 'space', column, where: 'inside' },
  { kind: 'mojibake', column },
  { kind: 'html-entities', column },
  { kind: 'date', column, order: 'month-first', century: 2036, serial: '1900' },
  { kind: 'date', column, order: 'day-first', century: 2026, serial: 'none' },
  { kind: 'date', column, order: 'year-first', century: 2036, serial: '1904' },
  { kind: 'phone', column, country: 'US' },
  { kind: 'address', column },
  { kind: 'person-name', column },
  { kind: 'state', column },
  { kind: 'country', column },
  { kind: 'city', column, state: null },
  { kind: 'zip', column },
  { kind: 'money', column, currency: 'USD', decimal: '.' },
  { kind: 'money', column, currency: 'EUR', decimal: ',' },
  { kind: 'measure', column, unit: '[oz_av]', decimal: '.' },
  { kind: 'measure', column, unit: 'kg', decimal: ',' },
  { kind: 'percentage', column, scale: 'keep', decimal: '.' },
  { kind: 'percentage', column, scale: 'divide', decimal: ',' },
  { kind: 'number', column, decimal: '.' },
  { kind: 'number', column, decimal: ',' },
  { kind: 'yes-no', column, yes: ['Y', '1'], no: ['N', '0'] },
  { kind: 'email', column },
];

const real = madeUp('tuning').flatMap(({ cells }) =>
  cells.slice(0, 30).filter((cell) => cell !== null),
);
const pieces = fc
  .array(
    fc.constantFrom(
      ...'0 1 2 7 12 31 99 1,234 1.234,5 0.05 - ( ) $ € % oz kg lb sq ft. N North St Street Ave E East Apt # 4B PO Box & &amp; &lt; Ã© â€™ é  , . / : T Z am Jan 2024 (510) 555-1234 x12 ext Portland OR NY JR MC o’ van de la Pine Lake'.split(
        ' ',
      ),
      ' ',
      ' ',
      ', ',
    ),
    { maxLength: 9 },
  )
  .map((parts) => parts.join(''));
const cells = fc.oneof(fc.string({ unit: 'binary' }), pieces, fc.constantFrom(...real));

describe.each(actions)('step $kind', (action) => {
  it('done twice is the same as once', () => {
    fc.assert(
      fc.property(cells, (cell) => {
        const once = apply(action, cell).value;
        expect(apply(action, once).value).toBe(once);
      }),
      { numRuns: 600 },
    );
  });

  it('never makes a cell missing, and says so when it leaves one as it was', () => {
    fc.assert(
      fc.property(cells, (cell) => {
        const { value, flag } = apply(action, cell);
        expect(value).not.toBeNull();
        expect(flag === 'changed').toBe(value !== cell);
        if (cell.trim() !== '' && !['mojibake', 'html-entities', 'space'].includes(action.kind))
          expect(value).not.toBe('');
      }),
      { numRuns: 300 },
    );
  });
});

const after = (action: StepAction, value: string) => apply(action, value).value;
const step = (kind: StepAction['kind'], at: number): StepAction => {
  const found = actions.filter((action) => action.kind === kind)[at];
  if (!found) throw new Error(`There is no step ${kind} ${at}.`);
  return found;
};

describe('what becomes of', () => {
  it.each([
    ['date', 0, '3/14/2025 1:20', '2025-03-14T01:20:00'],
    ['date', 0, 'March 5th, 2024', '2024-03-05'],
    ['date', 0, '12/31/37', '1937-12-31'],
    ['date', 0, '45292', '2024-01-01'],
    ['date', 1, '14.03.2025', '2025-03-14'],
    ['date', 0, '2024-02-30', '2024-02-30'],
    ['date', 0, '05/01/2020 12:30:00 AM', '2020-05-01T00:30:00'],
    ['date', 0, '2020-05-01T10:00:00 EST', '2020-05-01T10:00:00-05:00'],
    ['phone', 0, '(510) 238-3171 ext. 12', '+15102383171;ext=12'],
    ['phone', 0, 'call us', 'call us'],
    ['address', 0, '123 North Main Street, Apartment 4b', '123 N MAIN ST APT 4B'],
    ['address', 0, '12 North Street', '12 NORTH ST'],
    ['address', 0, 'P.O. Box 41', 'PO BOX 41'],
    ['address', 0, '45 Oak Avenue Southwest # 12', '45 OAK AVE SW # 12'],
    ['address', 0, '1 Main St., Springfield, Illinois 62704', '1 MAIN ST, SPRINGFIELD, IL 62704'],
    ['person-name', 0, 'SMITH, JOHN Q', 'John Q Smith'],
    ['person-name', 0, 'Ludwig van Beethoven', 'Ludwig van Beethoven'],
    ['person-name', 0, "O'NEIL, MARY-ANN", "Mary-Ann O'Neil"],
    ['state', 0, 'calif.', 'CA'],
    ['country', 0, 'Viet Nam', 'VN'],
    ['zip', 0, '2134', '02134'],
    ['zip', 0, '021341234', '02134-1234'],
    ['money', 0, '($1,234.50)', '-1234.50'],
    ['money', 0, '$1,200.00', '1200.00'],
    ['money', 0, '$85.00', '85.00'],
    ['money', 0, '(0.00)', '0.00'],
    ['money', 0, '$1.2M', '1200000'],
    ['money', 0, '12 EUR', '12 EUR'],
    ['money', 1, '1.234,50 €', '1234.50'],
    ['money', 1, '12,500 €', '12.5'],
    ['measure', 0, '12.0 oz. Silo Can', '12'],
    ['measure', 1, '2 lb', '0.90718474'],
    ['measure', 0, '3 miles', '3 miles'],
    ['percentage', 1, '5,5 %', '0.055'],
    ['number', 0, '0.055999999999999994', '0.056'],
    ['number', 0, '25,649', '25649'],
    ['number', 0, '0.040', '0.040'],
    ['number', 0, '00501', '00501'],
    ['number', 1, '1.234', '1234'],
    ['mojibake', 0, 'JosÃ© â€“ CafÃ©', 'José – Café'],
    ['mojibake', 0, 'São Tomé, Ângela', 'São Tomé, Ângela'],
    ['html-entities', 0, 'Tom &amp;amp; Jerry &#39;s', "Tom & Jerry 's"],
    ['email', 0, 'Jo.Smith@CITY.GOV', 'Jo.Smith@city.gov'],
  ] as const)('%s %i: %s', (kind, at, before, expected) => {
    expect(after(step(kind, at), before)).toBe(expected);
  });

  it('values named as missing: they are, and nothing else', () => {
    const action: StepAction = { kind: 'missing', column, values: ['N/A'] };
    expect(apply(action, 'N/A')).toEqual({ value: null, flag: 'missing' });
    expect(apply(action, 'n/a')).toEqual({ value: 'n/a', flag: 'same' });
  });
});
