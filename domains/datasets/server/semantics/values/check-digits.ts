/** Digits of a text. */
const digitsOf = (value: string) => [...value].map(Number);

/** Luhn (ISO/IEC 7812-1 annex B). */
export function luhn(digits: string): boolean {
  if (!/^\d+$/.test(digits)) return false;
  const sum = digitsOf(digits)
    .reverse()
    .reduce((total, digit, index) => {
      const doubled = index % 2 === 1 ? digit * 2 : digit;
      return total + (doubled > 9 ? doubled - 9 : doubled);
    }, 0);
  return sum % 10 === 0;
}

/** National Provider Identifier (45 CFR 162.406): ten digits, Luhn with 80840 before them. */
export function isNpi(value: string): boolean {
  return /^[12]\d{9}$/.test(value) && luhn(`80840${value}`);
}

const vinValues: Readonly<Record<string, number>> = {
  ...{ A: 1, B: 2, C: 3, D: 4, E: 5, F: 6, G: 7, H: 8, J: 1, K: 2, L: 3, M: 4, N: 5, P: 7, R: 9 },
  ...{ S: 2, T: 3, U: 4, V: 5, W: 6, X: 7, Y: 8, Z: 9 },
};
const vinWeights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

/** Vehicle identification number of North America with its check digit (49 CFR 565.15). */
export function isVin(value: string): boolean {
  const text = value.toUpperCase();
  if (!/^[A-HJ-NPR-Z0-9]{17}$/.test(text)) return false;
  const sum = [...text].reduce(
    (total, sign, index) => total + (vinValues[sign] ?? Number(sign)) * (vinWeights[index] ?? 0),
    0,
  );
  return text[8] === (sum % 11 === 10 ? 'X' : String(sum % 11));
}

/** International Standard Book Number, ten or thirteen digits (ISO 2108). */
export function isIsbn(value: string): boolean {
  const text = value
    .replace(/^isbn(-1[03])?:?\s*/i, '')
    .replace(/[- ]/g, '')
    .toUpperCase();
  if (/^\d{9}[\dX]$/.test(text)) {
    const sum = [...text].reduce(
      (total, sign, index) => total + (sign === 'X' ? 10 : Number(sign)) * (10 - index),
      0,
    );
    return sum % 11 === 0;
  }
  return /^97[89]\d{10}$/.test(text) && isGtin(text);
}

/** GS1 numbers of 8, 12, 13 or 14 digits: EAN, UPC. */
export function isGtin(value: string): boolean {
  if (!/^(\d{8}|\d{12,14})$/.test(value)) return false;
  const sum = digitsOf(value)
    .reverse()
    .reduce((total, digit, index) => total + digit * (index % 2 === 1 ? 3 : 1), 0);
  return sum % 10 === 0;
}

/** International Standard Serial Number (ISO 3297). */
export function isIssn(value: string): boolean {
  const text = value.toUpperCase();
  if (!/^\d{4}-\d{3}[\dX]$/.test(text)) return false;
  const signs = [...text.replace('-', '')];
  const sum = signs.reduce(
    (total, sign, index) => total + (sign === 'X' ? 10 : Number(sign)) * (8 - index),
    0,
  );
  return sum % 11 === 0;
}

/** International bank account number (ISO 13616). */
export function isIban(value: string): boolean {
  const text = value.replace(/\s/g, '').toUpperCase();
  return (
    /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(text) && mod97(text.slice(4) + text.slice(0, 4)) === 1
  );
}

/** Legal Entity Identifier (ISO 17442). */
export function isLei(value: string): boolean {
  return /^[A-Z0-9]{18}\d{2}$/.test(value) && mod97(value) === 1;
}

/** ABA routing number of a bank in the United States. */
export function isRouting(value: string): boolean {
  if (!/^\d{9}$/.test(value) || value === '000000000') return false;
  const weights = [3, 7, 1];
  const sum = digitsOf(value).reduce(
    (total, digit, at) => total + digit * (weights[at % 3] ?? 0),
    0,
  );
  return sum % 10 === 0;
}

/** ISO/IEC 7064, mod 97-10, letters counted from 10. */
function mod97(text: string): number {
  let rest = 0;
  for (const sign of text)
    for (const digit of String(Number.parseInt(sign, 36))) rest = (rest * 10 + Number(digit)) % 97;
  return rest;
}

/** Social security number by its form and the numbers never given out (SSA, since 2011). */
export function isSsn(value: string): boolean {
  return /^(?!000|666|9)\d{3}([- ]?)(?!00)\d{2}\1(?!0000)\d{4}$/.test(value);
}

/** Prefixes that the IRS never gave to employers. */
const einNever = /^(00|07|08|09|17|18|19|28|29|49|69|70|78|79|89|96|97)/;

/** Employer identification number by its form and the prefixes in use (IRS). */
export function isEin(value: string): boolean {
  return /^\d{2}-?\d{7}$/.test(value) && !einNever.test(value);
}
