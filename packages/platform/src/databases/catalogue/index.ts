export * from './catalogue.ts';
export { compareCatalogues, type Difference } from './compare.ts';
export * from './expected.ts';
export { readCatalogue } from './read.ts';
