import { isPhoneDigits, isWrittenPhone } from '../values/phones.ts';
import { type Detector, matching } from './detector.ts';

const octet = '(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])';
const domain = '(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?[.])+[a-z]{2,}';

/** How to reach somebody: e-mail, web, telephone, network. */
export const contactDetectors: readonly Detector[] = [
  {
    type: 'email',
    label: 'are e-mail addresses',
    ...matching(`(?:mailto:)?[a-z0-9._%+'-]+@${domain}`),
    named: /\be ?mail\b/,
    alone: 0.99,
    withName: 0.99,
    atLeast: 0.6,
  },
  {
    type: 'url',
    label: 'are web addresses',
    ...matching('(?:https?|ftp)://[^ ]+|www[.][^ ]+[.][^ ]+'),
    named: /\b(url|website|web site|web page|webpage|web|link|homepage|uri)\b/,
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
      /\b(phone|telephone|tel|fax|mobile|cell|cellphone|phonenumber|landline|ph|contact number|hotline)\b|phone$/,
    notNamed: /\b(type|model|count|extension|carrier)\b/,
    test: (value) => isWrittenPhone(value.trim()),
    testNamed: (value) =>
      isWrittenPhone(value.trim()) ||
      isPhoneDigits(value.replace(/\D/g, '')) ||
      /^\d{3}[-. ]\d{4}$/.test(value.trim()),
    alone: 0.95,
    withName: 0.98,
    atLeast: 0.6,
    details: () => ({ country: 'US' }),
  },
];
