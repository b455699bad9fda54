import type { Clauses } from '../engine.ts';
import { refuse } from './refusal.ts';
import { fieldsOf, listOf, type Tree } from './tree.ts';

/** Reads one statement with the engine's parser. Numbers keep every digit. */
export type Parse = (sql: string) => Promise<{ readonly statements: readonly Tree[] }>;

/**
 * One SELECT out of clauses, as a tree. Each clause is parsed alone, in a SELECT that holds nothing
 * else, and must leave every other part of that SELECT untouched.
 */
export async function assemble(clauses: Clauses, parse: Parse): Promise<Tree> {
  const select = await clauseOf('select', clauses.select, parse);
  const where = await clauseOf('where', clauses.where, parse);
  const order = await clauseOf('order', clauses.order, parse);
  const limit = [...whole('limit', clauses.limit), ...whole('offset', clauses.offset)];
  const frame = await parse(`SELECT * FROM x LIMIT ${limit[0] ?? 0} OFFSET ${limit[1] ?? 0}`);
  const statement = fieldsOf(frame.statements[0]);
  const node = fieldsOf(statement.node);
  const counts = fieldsOf(listOf(node.modifiers)[0]);
  const given = {
    ...counts,
    limit: clauses.limit === undefined ? null : counts.limit,
    offset: clauses.offset === undefined ? null : counts.offset,
  };
  return {
    ...statement,
    node: {
      ...node,
      from_table: { ...fieldsOf(node.from_table), table_name: clauses.table },
      ...(select ? { select_list: select.select_list } : {}),
      ...(where ? { where_clause: where.where_clause } : {}),
      modifiers: [
        ...(order ? listOf(order.modifiers) : []),
        ...(given.limit || given.offset ? [given] : []),
      ],
    },
  };
}

type Kind = 'select' | 'where' | 'order';

const frames: Readonly<
  Record<Kind, { readonly before: string; readonly part: string; readonly example: string }>
> = {
  select: { before: 'SELECT ', part: 'select_list', example: 'name, sum(amount) AS total' },
  where: { before: 'SELECT 1 WHERE ', part: 'where_clause', example: "year = 2025 AND name <> ''" },
  order: { before: 'SELECT 1 ORDER BY ', part: 'modifiers', example: 'amount DESC, name' },
};

async function clauseOf(kind: Kind, text: string | undefined, parse: Parse): Promise<Tree | null> {
  if (text === undefined || text.trim() === '') return null;
  const { before, part, example } = frames[kind];
  const parsed = await parse(before + text);
  const node = fieldsOf(fieldsOf(parsed.statements[0]).node);
  const bare = fieldsOf(fieldsOf((await parse('SELECT 1')).statements[0]).node);
  const alone =
    parsed.statements.length === 1 &&
    Object.keys(bare).every((name) => name === part || same(node[name], bare[name])) &&
    Object.keys(node).length === Object.keys(bare).length &&
    (kind !== 'order' || isOrder(node));
  if (!alone) refuse(`"${kind}" holds more than its own clause.`, `Give only such as: ${example}.`);
  return node;
}

function isOrder(node: Tree): boolean {
  const [first, ...others] = listOf(node.modifiers);
  return others.length === 0 && fieldsOf(first).type === 'ORDER_MODIFIER';
}

/** Equal but for where it stood in the text. */
function same(one: unknown, other: unknown): boolean {
  return without(one) === without(other);
}

function without(value: unknown): string {
  return JSON.stringify(value, (name, field) => (name === 'query_location' ? 0 : field));
}

function whole(name: string, count: number | undefined): readonly number[] {
  if (count !== undefined && (!Number.isSafeInteger(count) || count < 0))
    refuse(`"${name}" must be a whole number, 0 or more.`, `Give ${name} as a number such as 100.`);
  return [count ?? 0];
}
