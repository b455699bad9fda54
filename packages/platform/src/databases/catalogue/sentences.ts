import { type CatalogueObject, type Fact, keyOf } from './catalogue.ts';
import type { Deviation } from './compare.ts';

const words: Readonly<Record<string, string>> = {
  notNull: 'NOT NULL',
  rowLevelSecurity: 'row-level security',
  rowLevelSecurityForced: 'row-level security for the owner',
  replicaIdentity: 'replica identity',
  partitionKey: 'partition key',
  partitionBound: 'partition bound',
  clusteredBy: 'clustering',
  switchedOn: 'enforcement',
  asItsOwner: 'SECURITY DEFINER',
  grantable: 'the right to pass on',
};

/** What a person reads of a difference: short, and what to do where that is one statement. */
export function sentenceOf(deviation: Deviation): string {
  const { what, expected, found } = deviation;
  const object = (found ?? expected) as CatalogueObject;
  if (what === 'missing') return `${keyOf(object)} is missing`;
  if (what === 'extra') return extra(object);
  return special(what, object) ?? changed(deviation, object);
}

function extra(object: CatalogueObject): string {
  if (object.kind === 'setting')
    return `${object.name} is set to ${show(object.facts.value ?? null)}; a connection carries its own, so no migration sets it`;
  const also = object.facts.state === 'invalid' ? ', and it is invalid' : '';
  return `${keyOf(object)} is in the database but in no migration${also}`;
}

function special(what: string, object: CatalogueObject): string | null {
  const { facts, id, on } = object;
  const name = keyOf(object);
  if (what === 'state' && facts.state === 'invalid')
    return `${name} is invalid: REINDEX INDEX CONCURRENTLY ${id}`;
  if (what === 'validated' && facts.validated === false)
    return `${name} was never checked against older rows: ALTER TABLE ${on} VALIDATE CONSTRAINT ${id}`;
  if (what === 'switchedOn' && facts.switchedOn === false)
    return `${name} is switched off: its table has DISABLE TRIGGER ALL`;
  return null;
}

function changed({ what, expected, found }: Deviation, object: CatalogueObject): string {
  const [should, is] = [expected?.facts[what] ?? null, found?.facts[what] ?? null];
  const name = keyOf(object);
  if (what === 'fires') return `${name} fires ${show(is)}, the migrations say ${show(should)}`;
  const subject = `${words[what] ?? what} of ${name}`;
  if ([should, is].some(isLong)) return `${subject} is not what the migrations say`;
  const quote = what === 'comment' ? quoted : show;
  return `${subject} is ${quote(is)}, the migrations say ${quote(should)}`;
}

function isLong(fact: Fact): boolean {
  return typeof fact === 'string' && (fact.includes('\n') || fact.length > 200);
}

function quoted(fact: Fact): string {
  return fact === null ? 'none' : JSON.stringify(fact);
}

function show(fact: Fact): string {
  if (fact === null) return 'none';
  if (typeof fact === 'boolean') return fact ? 'on' : 'off';
  return typeof fact === 'object' ? fact.join(', ') : String(fact);
}
