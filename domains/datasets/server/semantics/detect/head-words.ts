import {
  type HeadKind,
  type HeadWords,
  headWords,
  otherWords,
  passedWords,
} from '../lexicon/column-words.ts';
import { folded } from '../lexicon/folded.ts';
import { nameWords, spacedWords } from './column-name.ts';

interface Prepared {
  readonly first: ReadonlySet<string>;
  readonly last: ReadonlySet<string>;
  readonly alone: ReadonlySet<string>;
  readonly ends: RegExp;
  readonly signs: RegExp;
}

/** Names of more words are descriptions: only their first and last word are looked at up to here. */
const mostWords = 4;
const setOf = (text: string) =>
  new Set(
    text
      .split(' ')
      .filter((word) => word !== '')
      .map(folded),
  );
const passed = setOf(passedWords);
const others = setOf(otherWords);
/** Codes, numbers and counts in scripts that do not part words. */
const otherSigns =
  /コード|代码|代碼|代號|代号|코드|番号|編號|编号|번호|数$|數$|人口|구분|類別|类别|種別|電話|年月日|日期|날짜|일자/u;

const prepared = new Map<HeadKind, Prepared>(
  (Object.entries(headWords) as [HeadKind, HeadWords][]).map(([kind, words]) => [
    kind,
    {
      first: setOf(words.first),
      last: setOf(words.last),
      alone: setOf(words.alone),
      ends: new RegExp(`^.{3,}${words.ends}$`),
      signs: new RegExp(words.signs, 'u'),
    },
  ]),
);

/** “Of”: what stands before it is what the column holds. */
const ofs = setOf('of de del di du des d da do das dos della dello dei delle van von der den');

/**
 * What the head of a column's name says in one of many languages; empty where it speaks of a code, a kind or a date.
 * Before “of” stands the head (`ciudad de residencia`); names of databases have it last (`entidad_provincia`).
 */
export function headKinds(name: string): ReadonlySet<HeadKind> {
  const kinds = kindsOfWhole(name);
  // What stands in brackets tells how it was found, or in which language.
  const bare = name.replace(/\s*[([][^)\]]*[)\]]\s*/g, ' ').trim();
  return kinds.size > 0 || bare === name.trim() || bare === '' ? kinds : kindsOfWhole(bare);
}

function kindsOfWhole(name: string): ReadonlySet<HeadKind> {
  const spaced = folded(spacedWords(name));
  const apart = folded(nameWords(name));
  const kinds = kindsOf(name, spaced.split(' '));
  return kinds.size > 0 || apart === spaced ? kinds : kindsOf(name, apart.split(' '));
}

function kindsOf(name: string, words: readonly string[]): ReadonlySet<HeadKind> {
  const isContent = (word: string) => !passed.has(word) && !/^\d+$/.test(word);
  const bare = words.filter(isContent);
  const said = bare.length === 0 ? words.slice(-1) : bare;
  const [first = ''] = said;
  const last = said.at(-1) ?? '';
  const between = words.slice(words.indexOf(first) + 1, words.lastIndexOf(last));
  const isOf = said.length > 1 && between.some((word) => ofs.has(word));
  const isOther = words.some((word) => others.has(word)) || otherSigns.test(name);
  const whole = words.join('');
  const atFirst = new Set<HeadKind>();
  const atLast = new Set<HeadKind>();
  for (const [kind, { first: leads, last: heads, alone, ends, signs }] of prepared) {
    if (isOther && kind !== 'latitude' && kind !== 'longitude') continue;
    if (signs.test(name) || alone.has(whole) || (said.length === 1 && alone.has(first)))
      atLast.add(kind);
    if (said.length > mostWords) continue;
    if (leads.has(first) || (isOf && heads.has(first))) atFirst.add(kind);
    if (!isOf && (heads.has(last) || ends.test(last) || (said.length <= 2 && leads.has(last))))
      atLast.add(kind);
  }
  return atLast.size > 0 ? atLast : atFirst;
}
