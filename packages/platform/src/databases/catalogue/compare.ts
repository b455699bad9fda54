import {
  type Catalogue,
  type CatalogueKind,
  type CatalogueObject,
  type Fact,
  keyOf,
} from './catalogue.ts';
import { repairOf } from './repairs.ts';
import { sentenceOf } from './sentences.ts';

/** One thing that a database has otherwise than it should. */
export interface Difference {
  readonly kind: CatalogueKind;
  readonly schema: string;
  /** Name within the schema. */
  readonly object: string;
  /** `missing`, `extra` or the name of the fact that differs: `default`, `comment`. */
  readonly what: string;
  /** Null when the whole object is missing or extra. */
  readonly expected: Fact;
  readonly found: Fact;
  /** For the person who reads the check. */
  readonly sentence: string;
  /** SQL that mends it; there only when it can lose no data. */
  readonly repair?: string;
}

/** A difference before it is worded. */
export interface Deviation {
  readonly what: string;
  readonly expected: CatalogueObject | null;
  readonly found: CatalogueObject | null;
}

/**
 * Every difference between two catalogues, in their order. What is missing or extra is named once:
 * the columns of a missing table are not.
 */
export function compareCatalogues(expected: Catalogue, found: Catalogue): readonly Difference[] {
  const [wanted, present] = [byKey(expected), byKey(found)];
  const [missing, extra] = [without(wanted, present), without(present, wanted)];
  return [...new Map([...wanted, ...present]).keys()].flatMap((key): readonly Difference[] => {
    const [should, is] = [wanted.get(key) ?? null, present.get(key) ?? null];
    if (should && is) return changedFacts(should, is);
    if (hasParentIn(should ?? is, should ? missing : extra)) return [];
    return [worded({ what: should ? 'missing' : 'extra', expected: should, found: is })];
  });
}

function byKey({ objects }: Catalogue): ReadonlyMap<string, CatalogueObject> {
  return new Map(objects.map((object) => [keyOf(object), object]));
}

function without(
  these: ReadonlyMap<string, CatalogueObject>,
  those: ReadonlyMap<string, CatalogueObject>,
): ReadonlySet<string> {
  return new Set([...these.keys()].filter((key) => !those.has(key)));
}

function hasParentIn(object: CatalogueObject | null, keys: ReadonlySet<string>): boolean {
  return object?.parent != null && keys.has(object.parent);
}

function changedFacts(expected: CatalogueObject, found: CatalogueObject): readonly Difference[] {
  return Object.keys({ ...expected.facts, ...found.facts })
    .filter((name) => !same(expected.facts[name] ?? null, found.facts[name] ?? null))
    .map((what) => worded({ what, expected, found }));
}

function same(a: Fact, b: Fact): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function worded(deviation: Deviation): Difference {
  const { what, expected, found } = deviation;
  const object = (found ?? expected) as CatalogueObject;
  const repair = repairOf(deviation);
  return {
    kind: object.kind,
    schema: object.schema,
    object: object.name,
    what,
    expected: (found && expected?.facts[what]) ?? null,
    found: (expected && found?.facts[what]) ?? null,
    sentence: sentenceOf(deviation),
    ...(repair === null ? {} : { repair }),
  };
}
