export { type AsideSchema, dropAside, readAside } from './aside.ts';
export { carryPlatform } from './carry-over.ts';
export * from './recreate.ts';
export { mayRecreate } from './refuse.ts';
