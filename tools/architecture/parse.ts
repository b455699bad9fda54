import { parseSync, Visitor } from 'oxc-parser';
import type { Call, Piece } from './house.ts';

/** An import as it is written, before it is resolved. */
export interface WrittenImport extends Piece {
  readonly typeOnly: boolean;
}

export interface Parsed {
  readonly imports: readonly WrittenImport[];
  readonly texts: readonly Piece[];
  readonly calls: readonly Call[];
  readonly defaultExport: number | null;
}

/** What a source file imports, says and calls. Throws where it is not TypeScript or JavaScript. */
export function parse(path: string, source: string): Parsed {
  const result = parseSync(path, source);
  const broken = result.errors.find((error) => error.severity === 'Error');
  if (broken) throw new Error(`${path} cannot be parsed: ${broken.message}`);
  const lineOf = lineCounter(source);
  const imports: WrittenImport[] = [];
  let defaultExport: number | null = null;

  for (const { moduleRequest, entries } of result.module.staticImports)
    imports.push({
      text: moduleRequest.value,
      line: lineOf(moduleRequest.start),
      typeOnly: entries.length > 0 && entries.every((entry) => entry.isType),
    });
  for (const { entries, end } of result.module.staticExports)
    for (const entry of entries) {
      if (entry.exportName.kind === 'Default') defaultExport = lineOf(entry.start);
      // `import { a } from 'b'; export { a }` carries the request of its import, which is counted there.
      if (
        entry.moduleRequest &&
        entry.moduleRequest.start > entry.start &&
        entry.moduleRequest.end <= end
      )
        imports.push({
          text: entry.moduleRequest.value,
          line: lineOf(entry.start),
          typeOnly: entry.isType,
        });
    }
  const walked = walk(result.program, lineOf);
  return { ...walked, imports: [...imports, ...walked.imports], defaultExport };
}

type Program = ReturnType<typeof parseSync>['program'];

function walk(program: Program, lineOf: (offset: number) => number): Omit<Parsed, 'defaultExport'> {
  const imports: WrittenImport[] = [];
  const texts: Piece[] = [];
  const calls: Call[] = [];
  const found = (value: string | null, offset: number, typeOnly = false) => {
    if (value !== null) imports.push({ text: value, line: lineOf(offset), typeOnly });
  };
  new Visitor({
    Literal(node) {
      if (typeof node.value === 'string')
        texts.push({ text: node.value, line: lineOf(node.start) });
    },
    TemplateLiteral(node) {
      const text = node.quasis.map((part) => part.value.cooked ?? part.value.raw).join('?');
      texts.push({ text, line: lineOf(node.start) });
    },
    ImportExpression(node) {
      found(literal(node.source), node.start);
    },
    TSImportType(node) {
      found(literal(node.source), node.start, true);
    },
    TaggedTemplateExpression(node) {
      calls.push({ text: dotted(node.tag), line: lineOf(node.start), count: 1 });
    },
    CallExpression(node) {
      const name = dotted(node.callee);
      calls.push({ text: name, line: lineOf(node.start), count: node.arguments.length });
      if (name === 'require' || name === 'require.resolve' || name === 'import.meta.resolve')
        found(literal(node.arguments[0]), node.start);
    },
    NewExpression(node) {
      const target = dotted(node.callee) === 'URL' ? literal(node.arguments[0]) : null;
      // A worker or a child process is started by the address of its module.
      if (target && /^\.{1,2}\/.*\.[cm]?[jt]sx?$/.test(target)) found(target, node.start);
    },
  }).visit(program);
  return { imports, texts, calls };
}

interface AnyNode {
  readonly type: string;
  readonly [field: string]: unknown;
}

function literal(node: unknown): string | null {
  const { type, value, expressions, quasis } = (node ?? {}) as AnyNode;
  if (type === 'Literal' && typeof value === 'string') return value;
  if (type === 'TemplateLiteral' && Array.isArray(expressions) && expressions.length === 0)
    return (quasis as { value: { cooked: string | null } }[])[0]?.value.cooked ?? null;
  return null;
}

function dotted(node: unknown): string {
  const { type, name, object, property } = (node ?? {}) as AnyNode;
  if (type === 'Identifier') return String(name);
  if (type === 'ThisExpression') return 'this';
  if (type === 'MetaProperty') return 'import.meta';
  if (type === 'MemberExpression') return `${dotted(object)}.${dotted(property)}`;
  if (type === 'ChainExpression' || type === 'TSNonNullExpression')
    return dotted((node as AnyNode).expression);
  return '?';
}

function lineCounter(source: string): (offset: number) => number {
  const starts = [0];
  for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1))
    starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  };
}
