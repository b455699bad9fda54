/** The words of a text that is a list of them, in small letters; `|` parts those of several words. */
export function words(text: string): ReadonlySet<string> {
  const parts = text.includes('|') ? text.split('|') : text.split(/\s+/);
  return new Set(parts.map((part) => part.trim().toLowerCase()).filter((part) => part !== ''));
}
