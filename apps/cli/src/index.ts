export { main } from './main.ts';
export { run, type Terminal } from './run.ts';
