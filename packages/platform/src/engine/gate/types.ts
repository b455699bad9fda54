import { lower, shown } from './names.ts';
import { refuse } from './refusal.ts';
import { fieldsOf, type Tree } from './tree.ts';

const plain = new Set([
  ...['BOOLEAN', 'VARCHAR', 'BLOB', 'BIT', 'UUID', 'NULL', 'DECIMAL', 'FLOAT', 'DOUBLE', 'BIGNUM'],
  ...['TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'HUGEINT'],
  ...['UTINYINT', 'USMALLINT', 'UINTEGER', 'UBIGINT', 'UHUGEINT'],
  ...['DATE', 'TIME', 'TIME_NS', 'TIME WITH TIME ZONE', 'INTERVAL'],
  ...['TIMESTAMP', 'TIMESTAMP_S', 'TIMESTAMP_MS', 'TIMESTAMP_NS', 'TIMESTAMP WITH TIME ZONE'],
]);
const nested = new Set(['LIST', 'ARRAY', 'STRUCT', 'MAP', 'UNION']);
const named = new Set(['json', 'enum']);

const hint = 'Cast to a usual type such as VARCHAR, INTEGER, DOUBLE, DATE or TIMESTAMP.';

/** A type in a cast: usual ones and lists, structs and maps of them. */
export function checkType(value: unknown): void {
  const type = fieldsOf(value);
  const id = String(type.id);
  const info = type.type_info === null ? null : fieldsOf(type.type_info);
  if (id === 'UNBOUND' && info) {
    checkNamed(info);
    return;
  }
  if (info && info.alias !== '')
    refuse(`the type ${shown(info.alias)} is not available here.`, hint);
  if (plain.has(id)) return;
  if (!nested.has(id) || !info) refuse(`the type ${shown(id)} is not available here.`, hint);
  if (info.child_type !== undefined) checkType(info.child_type);
  for (const child of (info.child_types ?? []) as readonly unknown[])
    checkType(fieldsOf(child).second);
}

function checkNamed(info: Tree): void {
  if (info.catalog !== '' || info.schema !== '' || !named.has(lower(String(info.name))))
    refuse(`the type ${shown(info.name)} is not available here.`, hint);
  for (const modifier of info.user_type_modifiers as readonly unknown[])
    if (fieldsOf(fieldsOf(modifier).type).id !== 'VARCHAR')
      refuse(`the type ${shown(info.name)} is written in a way that is not known here.`, hint);
}
