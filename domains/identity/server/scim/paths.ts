import { type Attribute, common, type Kind } from './attributes.ts';

/** An attribute of a resource, or a part of one. */
export interface Path {
  /** URI of the extension it lies in; null: in the resource itself. */
  readonly extension: string | null;
  readonly attribute: Attribute;
  readonly sub: Attribute | null;
}

/** Finds an attribute; names do not care for case (RFC 7643 §2.1). */
export function named(list: readonly Attribute[], name: string): Attribute | null {
  const lower = name.toLowerCase();
  return list.find((attribute) => attribute.name.toLowerCase() === lower) ?? null;
}

/** The attributes of a resource that lie outside extensions. */
export function ownAttributes(kind: Kind): readonly Attribute[] {
  return [...common, ...kind.core.attributes];
}

/** The attribute that a path such as `name.givenName` or `urn:…:User:department` means; null: there is none. */
export function resolve(kind: Kind, path: string): Path | null {
  const { extension, rest, attributes } = place(kind, path);
  const [first = '', second, ...more] = rest.split('.');
  const attribute = named(attributes, first);
  if (!attribute || more.length > 0) return null;
  if (second === undefined) return { extension, attribute, sub: null };
  const sub = named(attribute.subAttributes ?? [], second);
  return sub ? { extension, attribute, sub } : null;
}

/** Whether a path means something of the standard that is not kept. */
export function isUnkept(kind: Kind, path: string): boolean {
  const [first = ''] = place(kind, path).rest.split(/[.[]/);
  return kind.unkept.some((name) => name.toLowerCase() === first.toLowerCase());
}

/** The URI of the extension that a text is; null: it is none. */
export function extensionOf(kind: Kind, text: string): string | null {
  const lower = text.toLowerCase();
  return kind.extensions.find(({ id }) => id.toLowerCase() === lower)?.id ?? null;
}

/** Takes the URI of a schema off a path. */
function place(kind: Kind, path: string) {
  for (const schema of [kind.core, ...kind.extensions])
    if (path.toLowerCase().startsWith(`${schema.id.toLowerCase()}:`))
      return {
        extension: schema === kind.core ? null : schema.id,
        rest: path.slice(schema.id.length + 1),
        attributes: schema === kind.core ? ownAttributes(kind) : schema.attributes,
      };
  return { extension: null, rest: path, attributes: ownAttributes(kind) };
}
