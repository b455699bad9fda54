export type { Children } from './children.ts';
export { type ChildRun, type RunInChildOptions, runInChild } from './run-in-child.ts';
