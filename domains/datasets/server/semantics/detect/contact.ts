import { isPhoneDigits, isWrittenPhone } from '../values/phones.ts';
import { type Detector, matching } from './detector.ts';

/** As people anywhere write one, under a name that says so: 5 to 15 digits in groups. */
const isPhoneAnywhere = (value: string) =>
  /^\+?[\d\s()./-]{5,22}$/.test(value) && /^\d{5,15}$/.test(value.replace(/\D/g, ''));

/** Without the mark by which a spreadsheet keeps digits text. */
const unmarked = (value: string) => value.trim().replace(/['’]$/, '');

/** Several in one cell: `(0280) 4424760 / 154664693`, `4322-8033/8221`. */
const areSeveral = (value: string) => {
  const [first = '', ...others] = value.split(/\s*[/;,|]\s*|\s+(?:y|e|et|und|and|o|-)\s+/);
  return (
    others.length > 0 &&
    isPhoneAnywhere(first.trim()) &&
    others.every((other) => /^[\d\s().-]{3,20}$/.test(other))
  );
};

const octet = '(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])';
const domain = '(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?[.])+[a-z]{2,}';

/** How to reach somebody: e-mail, web, telephone, network. */
export const contactDetectors: readonly Detector[] = [
  {
    type: 'email',
    label: 'are e-mail addresses',
    ...matching(`(?:mailto:)?[a-z0-9._%+'-]+@${domain}`),
    named: /\be ?mail\b|\b(courriel|correo|m[eé]l)\b|電子メール|メール/,
    alone: 0.99,
    withName: 0.99,
    atLeast: 0.6,
  },
  {
    type: 'url',
    label: 'are web addresses',
    ...matching('(?:https?|ftp)://[^ ]+|www[.][^ ]+[.][^ ]+'),
    named:
      /\b(url|domain|domain name|website|web site|web page|webpage|web|www|link|homepage|uri|strona|sajt|honlap|webbplats|nettside|sitio|internet|webseite)\b|сайт/,
    testNamed: (value) =>
      /^(?:(?:https?|ftp):\/\/\S+|[\w-]+(\.[\w-]+)*\.[a-z]{2,}(\/\S*)?)$/i.test(value.trim()),
    alone: 0.99,
    withName: 0.98,
    atLeast: 0.6,
  },
  {
    type: 'ip',
    label: 'are addresses of the internet protocol',
    ...matching(
      `${octet}(?:[.]${octet}){3}(?:/[0-9]{1,2})?|(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}|(?:[0-9a-f]{1,4}:){1,7}:|(?:[0-9a-f]{1,4}:){1,6}(?::[0-9a-f]{1,4}){1,6}`,
    ),
    named: /\bip( ?v?[46])?\b/,
    notNamed: /\b(version|time)\b/,
    alone: 0.97,
    withName: 0.99,
    atLeast: 0.8,
  },
  {
    type: 'phone',
    label: 'are telephone numbers',
    named:
      /\b(phone|telephone|tel|fax|mobile|cell|cellphone|phonenumber|landline|ph|cel|contact number|hotline|telefon|tel[eé]fono|telefone|telefoon|tel[eé]fonos|telepon|no telepon|telp|telefones|telefoni|t[eé]l[eé]phone|telefonnummer|telefoonnummer|tlf|puhelin|móvil|movil|celular|cellulare|handy|portable|telefax|телефон|τηλ[εέ]φωνο)\b|phone$|tele(phone|f[oó]n)[a-z]*$|\btele(phone|fon)|факс|電話番号|电话|電話|전화|телефон|هاتف|טלפון/,
    notNamed: /\b(type|model|count|extension|carrier)\b/,
    test: (value) => isWrittenPhone(value.trim()),
    testNamed: (value) =>
      isWrittenPhone(unmarked(value)) ||
      isPhoneDigits(value.replace(/\D/g, '')) ||
      /^\d{3}[-. ]\d{4}$/.test(value.trim()) ||
      isPhoneAnywhere(unmarked(value)) ||
      areSeveral(value),
    alone: 0.95,
    withName: 0.98,
    atLeast: 0.6,
    details: () => ({ country: 'US' }),
  },
];
