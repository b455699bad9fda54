import {
  type CountryCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from 'libphonenumber-js';

const extension = '(?:\\s*(?:,|;)?\\s*(?:ext\\.?|extension|x|#|;ext=)\\s*:?\\s*\\d{1,6})?';
const northAmerican = new RegExp(
  `^(?:\\+?1[-. ]?)?(?:\\([2-9]\\d{2}\\)\\s?[-. ]?|[2-9]\\d{2}[-. /]\\s?)[2-9]\\d{2}[-. ]?\\d{4}${extension}$`,
  'i',
);
const abroad = /^\+[1-9][\d\s().-]{7,18}\d$/;
const digitsOnly = /^1?[2-9]\d{2}[2-9]\d{6}$/;

/** Whether a value is written as a telephone number is, so that it can hardly be anything else. */
export function isWrittenPhone(value: string): boolean {
  return northAmerican.test(value) || abroad.test(value);
}

/** Whether bare digits may be a telephone number of North America. */
export function isPhoneDigits(value: string): boolean {
  return digitsOnly.test(value);
}

/** The E.164 form of a telephone number, an extension behind it as RFC 3966 has it; null when it cannot be one. */
export function phoneToE164(value: string, country: string): string | null {
  if (!isSupportedCountry(country)) return null;
  const text = value.trim().replace(/\s*;ext=/, ' ext. ');
  if (
    /[a-z]/i.test(
      text
        .replace(/(ext\.?|extension|x)\s*:?\s*\d+$/i, '')
        .replace(/^(tel|phone|fax|cell)\b\.?:?/i, ''),
    )
  )
    return null;
  const parsed = parsePhoneNumberFromString(text, {
    defaultCountry: country as CountryCode,
    extract: false,
  });
  if (!parsed?.isValid()) return null;
  return `${parsed.number}${parsed.ext ? `;ext=${parsed.ext}` : ''}`;
}
