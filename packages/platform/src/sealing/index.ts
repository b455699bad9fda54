export { openSealing, type Sealing, sealingUnder } from './sealing.ts';
