export { digestOfRanges, statementVerbs } from './accounts.ts';
export { ExportCheck, type Verdict } from './check.ts';
export { type ExportFault, type FaultKind, Faulty } from './fault.ts';
export { bodies, type ExportHeader, exportFormat, formatLine, splitLine } from './lines.ts';
export { verifyExport } from './verify.ts';
export { type ExportedEntry, ExportWriter } from './writer.ts';
