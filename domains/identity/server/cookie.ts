type Headers = Readonly<Record<string, string | string[] | undefined>>;

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * The name of the session cookie. `__Host-` makes browsers refuse it from other hosts and over plain
 * HTTP, so it is only used where they take Secure cookies: https, and the machine itself.
 */
export function cookieName(publicUrl: string | null, headers: Headers): string {
  return isTrustworthy(originOf(publicUrl, headers)) ? '__Host-insites' : 'insites';
}

/** The value of a cookie of the request; null: it has none of this name. */
export function cookieOf({ cookie }: Headers, name: string): string | null {
  const given = (typeof cookie === 'string' ? cookie : '').split(/; */);
  const found = given.find((pair) => pair.startsWith(`${name}=`));
  return found ? found.slice(name.length + 1) : null;
}

/** The address people type, as far as it is known: the configured one, else the one they came by. */
export function originOf(publicUrl: string | null, headers: Headers): string {
  if (publicUrl !== null) return new URL(publicUrl).origin;
  const { host } = headers;
  const origin = `http://${typeof host === 'string' ? host : 'localhost'}`;
  return URL.canParse(origin) ? new URL(origin).origin : 'http://localhost';
}

/**
 * The address to write into mails: the configured one, or this machine's own. What a request says of
 * its host goes into no mail else.
 */
export function mailedOrigin(publicUrl: string | null, headers: Headers): string | null {
  const origin = originOf(publicUrl, headers);
  return publicUrl !== null || loopback.has(new URL(origin).hostname) ? origin : null;
}

/** Where browsers take Secure cookies: https, and the machine itself. */
export function isTrustworthy(origin: string): boolean {
  const { protocol, hostname } = new URL(origin);
  return protocol === 'https:' || loopback.has(hostname);
}
