import type { Kind, Resource } from './attributes.ts';
import { named, ownAttributes, type Path, resolve } from './paths.ts';

/** Which attributes a request wants (RFC 7644 §3.9). */
export interface Wanted {
  readonly attributes?: string | undefined;
  readonly excludedAttributes?: string | undefined;
}

/** Whether an attribute is asked for at all; for what is costly to read. */
export function wants(name: string, kind: Kind, wanted: Wanted): boolean {
  const only = pathsOf(wanted.attributes, kind);
  if (only) return only.some(({ attribute }) => attribute.name === name);
  return !pathsOf(wanted.excludedAttributes, kind)?.some(
    ({ attribute, sub }) => attribute.name === name && sub === null,
  );
}

/** A resource with the attributes that are asked for; its id and schemas always. */
export function project(resource: Resource, kind: Kind, wanted: Wanted): Resource {
  const only = pathsOf(wanted.attributes, kind);
  if (only) return chosen(resource, kind, only);
  const excluded = pathsOf(wanted.excludedAttributes, kind);
  if (!excluded) return resource;
  const copy = structuredClone(resource);
  for (const path of excluded) if (path.attribute.returned !== 'always') remove(copy, path);
  return copy;
}

function pathsOf(list: string | undefined, kind: Kind): Path[] | null {
  const names = (list ?? '').split(',').map((name) => name.trim());
  if (!names.some((name) => name !== '')) return null;
  return names.flatMap((name) => {
    const extension = kind.extensions.find(({ id }) => id.toLowerCase() === name.toLowerCase());
    if (extension)
      return extension.attributes.map((attribute) => ({
        extension: extension.id,
        attribute,
        sub: null,
      }));
    return resolve(kind, name) ?? [];
  });
}

function chosen(resource: Resource, kind: Kind, paths: readonly Path[]): Resource {
  const result: Resource = { schemas: resource.schemas };
  for (const { name, returned } of ownAttributes(kind))
    if (returned === 'always' && resource[name] !== undefined) result[name] = resource[name];
  for (const { extension, attribute, sub } of paths) {
    const from = (extension ? resource[extension] : resource) as Resource | undefined;
    const value = from?.[attribute.name];
    if (value === undefined) continue;
    if (extension) result[extension] ??= {};
    const into = (extension ? result[extension] : result) as Resource;
    into[attribute.name] = sub ? pick(value, sub.name, into[attribute.name]) : value;
  }
  return result;
}

/** One part of a value, or of each of several, beside the parts that were picked before. */
function pick(value: unknown, part: string, before: unknown): unknown {
  const one = (each: unknown, had: unknown) => {
    const held = (each as Resource)[part];
    return { ...(had as Resource | undefined), ...(held === undefined ? {} : { [part]: held }) };
  };
  if (!Array.isArray(value)) return one(value, before);
  return value.map((each, index) => one(each, (before as unknown[] | undefined)?.[index]));
}

function remove(resource: Resource, { extension, attribute, sub }: Path): void {
  const holder = (extension ? resource[extension] : resource) as Resource | undefined;
  if (!holder) return;
  if (!sub) {
    delete holder[attribute.name];
    if (extension && Object.keys(holder).length === 0) delete resource[extension];
    return;
  }
  const value = holder[attribute.name];
  for (const each of Array.isArray(value) ? value : [value])
    if (named(attribute.subAttributes ?? [], sub.name))
      delete (each as Resource | undefined)?.[sub.name];
}
