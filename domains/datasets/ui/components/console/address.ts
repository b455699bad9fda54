const prefix = '#sql=';

/** The question a hash carries; empty when it carries none or is damaged. */
export function sqlOfHash(hash: string): string {
  if (!hash.startsWith(prefix)) return '';
  try {
    return decodeURIComponent(hash.slice(prefix.length));
  } catch {
    return '';
  }
}

/**
 * The hash that carries a question. It stays in the browser: unlike a search parameter it reaches
 * neither the server nor its logs.
 */
export function hashOfSql(sql: string): string {
  return sql === '' ? '' : `${prefix}${encodeURIComponent(sql)}`;
}
