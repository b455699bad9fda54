/** DuckDB compares names without regard to case, of ASCII letters only. */
export function lower(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** A name as people read it in a message: short, on one line. */
export function shown(name: unknown): string {
  const text = String(name).replace(/\s+/g, ' ');
  return `"${text.length > 60 ? `${text.slice(0, 60)}…` : text}"`;
}
