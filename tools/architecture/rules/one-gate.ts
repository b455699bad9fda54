import type { Fault, Module, Rule } from '../house.ts';

const readers = ['hyparquet', 'apache-arrow', '@duckdb/node-api'];

export const oneGate: Rule = {
  name: 'one-gate',
  law: 'Only datasets opens the Parquet of datasets and asks the engine; others ask datasets.open.',
  judge: (house) => [...house.modules.values()].filter(watched).flatMap(faultsOf),
};

function watched(module: Module): boolean {
  if (module.test || module.workspace === null || module.room === 'ui') return false;
  if (module.workspace === 'web' || module.workspace === 'ui') return false;
  return !/^(domains\/datasets|packages\/(platform|testing))\//.test(module.path);
}

function faultsOf(module: Module): Fault[] {
  const imports = module.imports.flatMap(({ target, line }) =>
    target.kind === 'package' && readers.includes(target.name) ? [{ what: target.name, line }] : [],
  );
  const calls = module.calls
    .filter(({ text }) => /\bengine\.(query|stream|trusted)$/.test(text))
    .map(({ text, line }) => ({ what: `${text}()`, line }));
  return [...imports, ...calls].map(({ what, line }) => ({
    path: module.path,
    line,
    message: `There is one gate to data and ${what} goes around it. Ask datasets.open(actor, ref, purpose): it decides, filters and writes the log.`,
  }));
}
