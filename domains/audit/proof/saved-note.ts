/** Around a checkpoint in a mail, so that it is found again in what was saved of it. */
export const noteBegin = '-----BEGIN CHECKPOINT-----';
export const noteEnd = '-----END CHECKPOINT-----';

/**
 * The checkpoint in a saved text: the note itself, or a mail around it, as its text or with its
 * headers (RFC 5322), its lines ended by LF or CRLF. A text without the marks comes back as it is.
 */
export function noteIn(saved: string): string {
  const text = decoded(saved.replaceAll('\r\n', '\n'));
  const begin = text.indexOf(`${noteBegin}\n`);
  const end = text.indexOf(`\n${noteEnd}`, begin);
  return begin < 0 || end < 0 ? saved : text.slice(begin + noteBegin.length + 1, end + 1);
}

/** A mail of one part without its transfer encoding (RFC 2045 §6). */
function decoded(mail: string): string {
  const split = mail.indexOf('\n\n');
  const body = mail.slice(split + 2);
  const encoding = /^content-transfer-encoding:\s*([\w-]+)/im.exec(mail.slice(0, split))?.[1];
  switch (encoding?.toLowerCase()) {
    case 'base64':
      return Buffer.from(body, 'base64').toString('utf8').replaceAll('\r\n', '\n');
    case 'quoted-printable':
      return quotedPrintable(body);
    default:
      return mail;
  }
}

function quotedPrintable(body: string): string {
  const bytes = body
    .replace(/=\n/g, '')
    .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
