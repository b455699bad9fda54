export { type OutboundRules, outboundFetch } from './outbound.ts';
