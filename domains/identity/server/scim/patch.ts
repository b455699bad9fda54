import { isDeepStrictEqual } from 'node:util';
import type { Attribute, Kind, Resource } from './attributes.ts';
import { faults } from './faults.ts';
import { type Filter, type PatchPath, parsePatchPath } from './filter.ts';
import { listOf, matchesValue } from './matches.ts';
import { extensionOf, isUnkept } from './paths.ts';
import { asObject, readValue } from './read.ts';

type Verb = 'add' | 'remove' | 'replace';

interface Operation {
  readonly op: Verb;
  readonly path: string | null;
  readonly value: unknown;
}

const mostOperations = 1_000;

/**
 * A resource after a PATCH (RFC 7644 §3.5.2). All of its operations or none. Takes what Entra ID and
 * Okta really send: operations with a capital letter, `"True"`, names with dots in a value without
 * path, and members to be removed in the value instead of in the path.
 * @throws identity.scimSyntax, identity.scimPath, identity.scimValue, identity.scimTarget,
 * identity.scimMutability, identity.scimFilter
 */
export function patched(resource: Resource, message: unknown, kind: Kind): Resource {
  const next = structuredClone(resource);
  for (const { op, path, value } of operationsOf(message)) {
    if (path !== null) apply(next, op, path, value, kind);
    else if (op === 'remove') throw faults.target('An operation “remove” needs a path.');
    else applyAll(next, op, asObject(value), kind);
  }
  return next;
}

function operationsOf(message: unknown): Operation[] {
  const given = field(asObject(message), 'operations');
  if (!Array.isArray(given) || given.length === 0)
    throw faults.syntax('The body has no list “Operations”.');
  if (given.length > mostOperations) throw faults.value('There are too many operations.');
  return given.map((each) => {
    const operation = asObject(each);
    const op = String(field(operation, 'op')).toLowerCase();
    const path = field(operation, 'path');
    if (op !== 'add' && op !== 'remove' && op !== 'replace')
      throw faults.syntax(`“${op}” is no operation: add, remove or replace.`);
    if (path !== undefined && path !== null && typeof path !== 'string')
      throw faults.path('A path is a text.');
    return { op, path: path ? path : null, value: field(operation, 'value') };
  });
}

function field(object: Resource, name: string): unknown {
  const key = Object.keys(object).find((one) => one.toLowerCase() === name);
  return key === undefined ? undefined : object[key];
}

/** Without a path every name in the value is one; what is not kept or not known is no mistake there. */
function applyAll(resource: Resource, op: Verb, values: Resource, kind: Kind): void {
  for (const [key, value] of Object.entries(values)) {
    const extension = extensionOf(kind, key);
    if (extension)
      for (const [part, held] of Object.entries(asObject(value)))
        apply(resource, op, `${extension}:${part}`, held, kind, true);
    else apply(resource, op, key, value, kind, true);
  }
}

function apply(
  resource: Resource,
  op: Verb,
  text: string,
  value: unknown,
  kind: Kind,
  lenient = false,
): void {
  const extension = extensionOf(kind, text);
  if (extension) {
    applyToExtension(resource, op, extension, value, kind);
    return;
  }
  const path = parsePatchPath(text, kind);
  if (!path) {
    if (lenient || isUnkept(kind, text)) return;
    throw faults.path(`There is no attribute ${text}.`);
  }
  if ((path.sub ?? path.attribute).mutability === 'readOnly') {
    if (lenient) return;
    throw faults.mutability(`${text} is not for a directory to change.`);
  }
  const holder = holderFor(resource, path);
  if (path.attribute.multiValued) changeMany(holder, op, path, value);
  else changeOne(holder, op, path, value);
  if (path.extension !== null && Object.keys(holder).length === 0) delete resource[path.extension];
}

function applyToExtension(
  resource: Resource,
  op: Verb,
  extension: string,
  value: unknown,
  kind: Kind,
): void {
  if (op === 'remove') delete resource[extension];
  else applyAll(resource, op, { [extension]: value }, kind);
}

function holderFor(resource: Resource, { extension }: PatchPath): Resource {
  if (extension === null) return resource;
  resource[extension] ??= {};
  return resource[extension] as Resource;
}

function changeOne(holder: Resource, op: Verb, path: PatchPath, value: unknown): void {
  const { attribute, sub } = path;
  if (sub) {
    const whole = { ...((holder[attribute.name] ?? {}) as Resource) };
    set(whole, sub, op === 'remove' ? undefined : readValue(value, sub));
    set(holder, attribute, Object.keys(whole).length === 0 ? undefined : whole);
    return;
  }
  const given = op === 'remove' ? undefined : readValue(value, attribute);
  const held = holder[attribute.name];
  // Parts that are not named stay as they are (§3.5.2.3).
  const merges = attribute.type === 'complex' && given !== undefined && held !== undefined;
  set(holder, attribute, merges ? { ...(held as Resource), ...(given as Resource) } : given);
}

function changeMany(holder: Resource, op: Verb, path: PatchPath, value: unknown): void {
  const { attribute, sub, where } = path;
  const held = listOf(holder[attribute.name]) as readonly Resource[];
  const next =
    where || sub ? changeChosen(held, op, path, value) : changeAll(held, op, attribute, value);
  set(holder, attribute, next.length === 0 ? undefined : next);
}

function changeAll(
  held: readonly Resource[],
  op: Verb,
  attribute: Attribute,
  value: unknown,
): readonly Resource[] {
  const given = (readValue(value, attribute) ?? []) as readonly Resource[];
  if (op === 'replace') return given;
  if (op === 'add') {
    const known = new Set(held.map(keyOf));
    return onePrimary(
      held,
      given.filter((each) => !known.has(keyOf(each))),
    );
  }
  // The standard names what to remove in the path; Entra ID and others name it in the value.
  if (given.length === 0) return [];
  const gone = new Set(given.map(({ value: id }) => id));
  return held.filter(({ value: id }) => !gone.has(id));
}

function changeChosen(
  held: readonly Resource[],
  op: Verb,
  { attribute, sub, where }: PatchPath,
  value: unknown,
): readonly Resource[] {
  const chosen = held.filter((each) => where === null || matchesValue(each, where));
  if (op === 'remove') {
    if (!sub) return held.filter((each) => !chosen.includes(each));
    return held
      .map((each) => (chosen.includes(each) ? without(each, sub) : each))
      .filter((each) => Object.keys(each).length > 0);
  }
  const change = sub ? part(sub, value) : single(attribute, value);
  if (chosen.length > 0) {
    const changed = chosen.map((each) => ({ ...each, ...change }));
    const kept = held.map((each) =>
      chosen.includes(each) ? (changed[chosen.indexOf(each)] ?? each) : each,
    );
    return change.primary === true
      ? kept.map((each) =>
          changed.includes(each) || !each.primary ? each : { ...each, primary: false },
        )
      : kept;
  }
  if (where !== null && op === 'replace')
    throw faults.target(`No value of ${attribute.name} is the one that the path asks for.`);
  // What is added where nothing fits has what the filter asks for: `emails[type eq "work"].value`.
  return onePrimary(held, [{ ...(where ? asked(where) : {}), ...change }]);
}

function part(sub: Attribute, value: unknown): Resource {
  const read = readValue(value, sub);
  return read === undefined ? {} : { [sub.name]: read };
}

function single(attribute: Attribute, value: unknown): Resource {
  const read = readValue(Array.isArray(value) ? value : [value], attribute) as
    | Resource[]
    | undefined;
  const [first] = read ?? [];
  if (!first) throw faults.value(`A value for ${attribute.name} is missing.`);
  return first;
}

function asked(where: Filter<Attribute>): Resource {
  if (where.op === 'and') return { ...asked(where.left), ...asked(where.right) };
  return where.op === 'eq' && where.value !== null ? { [where.path.name]: where.value } : {};
}

/** Added values that are primary take that from the others. */
function onePrimary(held: readonly Resource[], added: readonly Resource[]): readonly Resource[] {
  const takes = added.some(({ primary }) => primary === true);
  const others = takes
    ? held.map((each) => (each.primary ? { ...each, primary: false } : each))
    : held;
  return [...others, ...added];
}

function without(value: Resource, sub: Attribute): Resource {
  const { [sub.name]: _, ...rest } = value;
  return rest;
}

/** Two values are one when their value and type are; long lists are compared by this, not pair by pair. */
function keyOf(value: Resource): string {
  const { value: held, type } = value;
  return held === undefined ? JSON.stringify(value) : JSON.stringify([held, type ?? null]);
}

function set(holder: Resource, attribute: Attribute, value: unknown): void {
  if (value !== undefined) holder[attribute.name] = value;
  else delete holder[attribute.name];
}

/** Whether a PATCH changed anything. */
export function isSame(before: Resource, after: Resource): boolean {
  return isDeepStrictEqual(before, after);
}
