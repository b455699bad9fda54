import type { Attribute, Kind, Resource } from './attributes.ts';
import { faults } from './faults.ts';
import { asBoolean, listOf } from './matches.ts';
import { extensionOf, named, ownAttributes } from './paths.ts';

const longestText = 4_000;
const mostValues = 50_000;

/**
 * A resource as a directory sent it, with every name spelled as in its schema. What nobody may write
 * and what is not kept is left out; null and empty lists are absent (RFC 7643 §2.5).
 * @throws identity.scimValue, identity.scimSyntax
 */
export function readResource(given: unknown, kind: Kind): Resource {
  const document = asObject(given);
  const resource: Resource = {};
  for (const [key, value] of Object.entries(document)) {
    const extension = extensionOf(kind, key);
    if (extension) {
      const { attributes } = kind.extensions.find(({ id }) => id === extension) ?? {
        attributes: [],
      };
      const read = readParts(value, attributes, extension);
      if (read) resource[extension] = read;
      continue;
    }
    const attribute = named(ownAttributes(kind), key);
    if (!attribute || attribute.mutability === 'readOnly') continue;
    const read = readValue(value, attribute);
    if (read !== undefined) resource[attribute.name] = read;
  }
  return resource;
}

/** What a directory gave for an attribute, in the schema's type; undefined: nothing. */
export function readValue(value: unknown, attribute: Attribute): unknown {
  if (!attribute.multiValued) return readSingle(value, attribute);
  const list = listOf(value);
  if (list.length > mostValues) throw faults.value(`${attribute.name} has too many values.`);
  const values = list
    .map((each) => readSingle(each, attribute))
    .filter((each) => each !== undefined);
  const primaries = values.filter((each) => (each as Resource).primary === true);
  if (primaries.length > 1) throw faults.value(`Only one of ${attribute.name} can be primary.`);
  return values.length === 0 ? undefined : values;
}

function readSingle(value: unknown, attribute: Attribute): unknown {
  if (value === undefined || value === null) return undefined;
  switch (attribute.type) {
    case 'complex':
      return readParts(value, attribute.subAttributes ?? [], attribute.name);
    case 'boolean': {
      const read = asBoolean(value);
      if (read === null) throw faults.value(`${attribute.name} is true or false.`);
      return read;
    }
    default:
      return readText(value, attribute.name);
  }
}

function readText(value: unknown, name: string): string {
  // A number where a text should be is what a spreadsheet behind a directory makes of it.
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string') throw faults.value(`${name} is a text.`);
  if (text.length > longestText) throw faults.value(`${name} is too long.`);
  return text.replaceAll('\0', '').toWellFormed();
}

/** A complex value; a bare text stands for its `value`, as some directories send managers. */
function readParts(
  value: unknown,
  parts: readonly Attribute[],
  name: string,
): Resource | undefined {
  if (value === undefined || value === null) return undefined;
  const whole = typeof value === 'string' && named(parts, 'value') ? { value } : value;
  if (typeof whole !== 'object' || Array.isArray(whole))
    throw faults.value(`${name} is an object with parts.`);
  const read: Resource = {};
  for (const [key, each] of Object.entries(whole as object)) {
    const part = named(parts, key);
    if (!part || part.mutability === 'readOnly') continue;
    const held = readValue(each, part);
    if (held !== undefined) read[part.name] = held;
  }
  return Object.keys(read).length === 0 ? undefined : read;
}

/** @throws identity.scimSyntax */
export function asObject(given: unknown): Resource {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw faults.syntax('The body is not a JSON object.');
  return given as Resource;
}
