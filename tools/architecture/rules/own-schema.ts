import { schemaNames } from '../faults.ts';
import type { Fault, Module, Rule } from '../house.ts';

const others = schemaNames.join('|');
/** A table after the words that stand before one, or both names quoted. */
const named = new RegExp(
  `\\b(?:FROM|JOIN|INTO|UPDATE|TABLE|ONLY|REFERENCES|VIEW|COPY)\\s+"?(${others})"?\\s*\\.|"(${others})"\\."`,
  'g',
);

export const ownSchema: Rule = {
  name: 'own-schema',
  law: 'No server file names the schema of another domain: no join crosses a route.',
  judge: (house) => [...house.modules.values()].filter(watched).flatMap(faultsOf),
};

function watched({ path, test }: Module): boolean {
  return (
    !test && /^(domains\/[^/]+\/server|apps\/server\/src|packages\/platform\/src)\//.test(path)
  );
}

function faultsOf({ path, workspace, texts, calls }: Module): Fault[] {
  const schemaLines = new Set(calls.filter(({ text }) => text === 'pgSchema').map((it) => it.line));
  return texts.flatMap(({ text, line }) => {
    const inSql = [...text.matchAll(named)].map(([, plain, quoted]) => plain ?? quoted ?? '');
    const declared = schemaLines.has(line) && schemaNames.includes(text) ? [text] : [];
    const foreign = [...inSql, ...declared].find((schema) => schema !== workspace);
    if (foreign === undefined) return [];
    const message = `The schema ${foreign} is named here, and it may live in another database. Ask the server of ${foreign} for what you need.`;
    return [{ path, line, message }];
  });
}
