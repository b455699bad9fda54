export { type ChildRun, type RunInChildOptions, runInChild } from './run-in-child.ts';
