import { tableFunctions } from './functions.ts';
import { lower, shown } from './names.ts';
import { refuse } from './refusal.ts';
import {
  type Context,
  checkFunction,
  checkTable,
  refuseExpression,
  refuseTable,
  seeing,
} from './rules.ts';
import {
  each,
  type Form,
  fieldsOf,
  listOf,
  optional,
  pairs,
  plain,
  type Visit,
  visit,
} from './tree.ts';
import { checkType } from './types.ts';

/**
 * Walks a statement as `json_serialize_sql` wrote it and answers with the tables it reads. Everything
 * it does not know is refused: statements, nodes, fields, functions, types.
 */
export function checkStatement(
  statement: unknown,
  functions: ReadonlySet<string>,
): readonly string[] {
  const context = { functions, common: new Set<string>(), tables: new Map<string, string>() };
  query(statement, context);
  return [...context.tables.values()];
}

const query: Visit<Context> = (value, context) => {
  const { node: body, named_param_map, ...rest } = fieldsOf(value);
  if (Object.keys(rest).length > 0 || listOf(named_param_map).length > 0)
    refuse('it has parameters ($1, ?).', 'Write the values into the query.');
  queryNode(body, context);
};

const queryNode: Visit<Context> = (value, context) => {
  const node = fieldsOf(value);
  const form = Object.hasOwn(queryForms, String(node.type)) && queryForms[String(node.type)];
  if (!form) refuse(`${shown(node.type)} is not a kind of query known here.`, 'Use SELECT.');
  const inside = withCommon(node.cte_map, context);
  const recursive =
    node.type === 'RECURSIVE_CTE_NODE' ? seeing(inside, String(node.cte_name)) : inside;
  visit(form, node, recursive);
};

/** Common table expressions see those before them, and the query sees them all. */
function withCommon(map: unknown, context: Context): Context {
  let inside = context;
  for (const entry of listOf(fieldsOf(map).map)) {
    const { key, value } = fieldsOf(entry);
    visit(commonForm, fieldsOf(value), inside);
    inside = seeing(inside, String(key));
  }
  return inside;
}

const expression: Visit<Context> = (value, context) => {
  const node = fieldsOf(value);
  const name = String(node.class);
  const form = Object.hasOwn(expressionForms, name) ? expressionForms[name] : undefined;
  if (!form) refuseExpression(name);
  if (name === 'FUNCTION' || name === 'WINDOW') checkFunction(node, context);
  if (name === 'OPERATOR' && !operators.has(String(node.type)))
    refuse(`the operator ${shown(node.type)} is not known here.`, 'Leave it out.');
  visit(form as Form<Context>, node, context);
};

const table: Visit<Context> = (value, context) => {
  const node = fieldsOf(value);
  const name = String(node.type);
  const form = Object.hasOwn(tableForms, name) ? tableForms[name] : undefined;
  if (!form) refuseTable(name);
  if (name === 'BASE_TABLE') checkTable(node, context);
  visit(form as Form<Context>, node, context);
};

const tableFunction: Visit<Context> = (value, context) => {
  const node = fieldsOf(value);
  const name = String(node.function_name);
  if (node.catalog !== '' || node.schema !== '' || !tableFunctions.has(lower(name)))
    refuse(
      `the table function ${shown(name)} is not available.`,
      `After FROM: tables you were given, or ${[...tableFunctions].join(', ')}.`,
    );
  visit(expressionForms.FUNCTION as Form<Context>, node, context);
};

const constant: Visit<Context> = (value) => checkType(fieldsOf(value).type);
const type: Visit<Context> = (value) => checkType(value);
const sample: Visit<Context> = (value) => {
  const { sample_size, ...rest } = fieldsOf(value);
  checkType(fieldsOf(sample_size).type);
  for (const field of Object.values(rest)) if (typeof field === 'object') plain(field);
};

const order: Visit<Context> = (value, context) =>
  visit({ type: plain, null_order: plain, expression }, fieldsOf(value), context);
const orders: Visit<Context> = (value, context) =>
  visit({ type: plain, orders: each(order) }, fieldsOf(value), context);
const maybe = optional(expression);
const some = each(expression);

const modifierForms: Readonly<Record<string, Form<Context>>> = {
  ORDER_MODIFIER: { type: plain, orders: each(order) },
  LIMIT_MODIFIER: { type: plain, limit: maybe, offset: maybe },
  LIMIT_PERCENT_MODIFIER: { type: plain, limit: maybe, offset: maybe },
  DISTINCT_MODIFIER: { type: plain, distinct_on_targets: some },
};

const modifier: Visit<Context> = (value, context) => {
  const node = fieldsOf(value);
  const name = String(node.type);
  const form = Object.hasOwn(modifierForms, name) ? modifierForms[name] : undefined;
  if (!form)
    refuse(`it ends in something that is not known here (${shown(name)}).`, 'Leave it out.');
  visit(form, node, context);
};

// The map of common table expressions was walked before, in `withCommon`.
const queryBase: Form<Context> = { type: plain, modifiers: each(modifier), cte_map: () => {} };

const commonForm: Form<Context> = {
  aliases: plain,
  query,
  materialized: plain,
  key_targets: some,
};

const queryForms: Readonly<Record<string, Form<Context>>> = {
  SELECT_NODE: {
    ...queryBase,
    select_list: some,
    from_table: table,
    where_clause: maybe,
    group_expressions: some,
    group_sets: plain,
    aggregate_handling: plain,
    having: maybe,
    sample: optional(sample),
    qualify: maybe,
  },
  SET_OPERATION_NODE: {
    ...queryBase,
    setop_type: plain,
    setop_all: plain,
    left: queryNode,
    right: queryNode,
    children: each(queryNode),
  },
  RECURSIVE_CTE_NODE: {
    ...queryBase,
    cte_name: plain,
    union_all: plain,
    left: queryNode,
    right: queryNode,
    aliases: plain,
    key_targets: some,
  },
};

const tableBase: Form<Context> = {
  type: plain,
  alias: plain,
  sample: optional(sample),
  query_location: () => {},
};

const tableForms: Readonly<Record<string, Form<Context>>> = {
  EMPTY: tableBase,
  BASE_TABLE: {
    ...tableBase,
    schema_name: plain,
    table_name: plain,
    catalog_name: plain,
    column_name_alias: plain,
    at_clause: plain,
  },
  SUBQUERY: { ...tableBase, subquery: query, column_name_alias: plain },
  JOIN: {
    ...tableBase,
    left: table,
    right: table,
    condition: maybe,
    join_type: plain,
    ref_type: plain,
    using_columns: plain,
    delim_flipped: plain,
    duplicate_eliminated_columns: some,
  },
  TABLE_FUNCTION: {
    ...tableBase,
    function: tableFunction,
    column_name_alias: plain,
    with_ordinality: plain,
  },
  EXPRESSION_LIST: {
    ...tableBase,
    expected_names: plain,
    expected_types: each(type),
    values: each(some),
  },
};

const operators = new Set([
  ...['OPERATOR_NOT', 'OPERATOR_IS_NULL', 'OPERATOR_IS_NOT_NULL', 'OPERATOR_COALESCE'],
  ...['OPERATOR_NULLIF', 'OPERATOR_TRY', 'OPERATOR_UNPACK', 'COMPARE_IN', 'COMPARE_NOT_IN'],
  ...['ARRAY_EXTRACT', 'ARRAY_SLICE', 'ARRAY_CONSTRUCTOR', 'STRUCT_EXTRACT', 'GROUPING_FUNCTION'],
]);

const base: Form<Context> = { class: plain, type: plain, alias: plain, query_location: () => {} };

const expressionForms: Readonly<Record<string, Form<Context>>> = {
  CONSTANT: { ...base, value: constant },
  COLUMN_REF: { ...base, column_names: plain },
  POSITIONAL_REFERENCE: { ...base, index: plain },
  COMPARISON: { ...base, left: expression, right: expression },
  CONJUNCTION: { ...base, children: some },
  OPERATOR: { ...base, children: some },
  BETWEEN: { ...base, input: expression, lower: expression, upper: expression },
  CAST: { ...base, child: expression, cast_type: type, try_cast: plain },
  COLLATE: { ...base, child: expression, collation: plain },
  LAMBDA: { ...base, lhs: expression, expr: maybe },
  CASE: {
    ...base,
    case_checks: each((check, context) =>
      visit({ when_expr: expression, then_expr: expression }, fieldsOf(check), context),
    ),
    else_expr: maybe,
  },
  STAR: {
    ...base,
    relation_name: plain,
    exclude_list: plain,
    qualified_exclude_list: plain,
    rename_list: pairs(plain),
    replace_list: pairs(expression),
    columns: plain,
    expr: maybe,
  },
  SUBQUERY: {
    ...base,
    subquery_type: plain,
    subquery: query,
    child: maybe,
    comparison_type: plain,
  },
  FUNCTION: {
    ...base,
    function_name: plain,
    schema: plain,
    catalog: plain,
    children: some,
    filter: maybe,
    order_bys: orders,
    distinct: plain,
    is_operator: plain,
    export_state: plain,
  },
  WINDOW: {
    ...base,
    function_name: plain,
    schema: plain,
    catalog: plain,
    children: some,
    partitions: some,
    orders: each(order),
    start: plain,
    end: plain,
    start_expr: maybe,
    end_expr: maybe,
    offset_expr: maybe,
    default_expr: maybe,
    ignore_nulls: plain,
    filter_expr: maybe,
    exclude_clause: plain,
    distinct: plain,
    arg_orders: each(order),
  },
};
