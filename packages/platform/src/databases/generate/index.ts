export { type Ask, askOnTerminal, type RenameQuestion } from './ask.ts';
export { findRooms, readDeclared } from './declared.ts';
export { type Description, describe } from './describe.ts';
export {
  type GeneratedChange,
  type GenerateOptions,
  type GenerateResult,
  generate,
} from './generate.ts';
export type { Room, Snapshot } from './snapshot.ts';
