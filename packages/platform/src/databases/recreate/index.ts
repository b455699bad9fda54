export { type AsideSchema, dropAside, readAside } from './aside.ts';
export * from './recreate.ts';
