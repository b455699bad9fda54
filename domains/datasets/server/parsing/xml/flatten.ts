import type { XmlNode } from './tree.ts';

/**
 * An element as named values: what is in elements within it gets a dotted name (`address.city`), what is
 * there several times becomes one JSON list.
 */
export function flattened(node: XmlNode): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  put(node, '', fields);
  const own = node.text.trim();
  if (own !== '') fields.set(fields.has(node.name) ? `${node.name}.text` : node.name, own);
  return fields;
}

function put(node: XmlNode, prefix: string, fields: Map<string, string>): void {
  for (const [name, value] of node.attributes) if (value !== '') fields.set(prefix + name, value);
  const groups = Map.groupBy(node.children, ({ name }) => name);
  for (const [name, [first, ...more]] of groups) {
    if (!first) continue;
    const key = free(prefix + name, fields);
    if (more.length > 0) fields.set(key, JSON.stringify([first, ...more].map(plain)));
    else {
      const text = first.text.trim();
      if (text !== '') fields.set(key, text);
      put(first, `${key}.`, fields);
    }
  }
}

/** An attribute and an element may have the same name. */
function free(key: string, fields: ReadonlyMap<string, string>): string {
  return fields.has(key) ? free(`${key}_`, fields) : key;
}

function plain(node: XmlNode): unknown {
  const text = node.text.trim();
  if (node.children.length === 0 && node.attributes.length === 0) return text;
  const inside: Record<string, unknown> = Object.fromEntries(node.attributes);
  for (const [name, group] of Map.groupBy(node.children, (child) => child.name))
    inside[name] = group.length === 1 ? plain(group[0] as XmlNode) : group.map(plain);
  return text === '' ? inside : { ...inside, text };
}
