import { type Binding, bind } from '@insites/platform';
import { readRebuild, rebuild } from '@insites/platform/contract';
import { order, read, type ServiceParts } from './service.ts';

/** What answers the webhook. Bind it only where there is a secret: elsewhere there is no such address. */
export function rebuildBindings(parts: ServiceParts): readonly Binding[] {
  return [
    bind(rebuild, (call) => order(call, parts)),
    bind(readRebuild, (call) => read(call, parts)),
  ];
}
