import { type Binding, bind } from '@insites/platform';
import * as routes from '../contract/routes.ts';
import { download } from './export/download.ts';
import { exportLog } from './export/service.ts';
import * as retention from './retention/service.ts';
import * as service from './service.ts';
import { listStreams, type Streams } from './streams/service.ts';
import * as tree from './tree/service.ts';

/** Joins the routes to the service. */
export function bindings(deps: tree.TreeDeps, streams: Streams): readonly Binding[] {
  const { database } = deps;
  return [
    bind(routes.list, async ({ actor, input, note }) => {
      note(service.noteOfLooking(input));
      const page = await service.list(database, actor, input);
      note({ rows: page.items.length });
      return page;
    }),
    bind(routes.listMine, ({ actor, input }) => service.listMine(database, actor, input)),
    bind(routes.download, async ({ actor, input, note, signal }) => {
      note({ ...service.noteOfLooking(input), purpose: 'export' });
      return download(database, actor, input, signal);
    }),
    bind(routes.exportLog, (call) => exportLog(deps, call)),
    bind(routes.checkpoint, () => tree.checkpoint(deps)),
    bind(routes.keys, () => tree.keys(deps)),
    bind(routes.consistency, ({ input }) => tree.consistency(deps, input)),
    bind(routes.inclusion, ({ actor, input }) => tree.inclusion(deps, actor, input.position)),
    bind(routes.retention, ({ actor }) => retention.retention(database, actor)),
    bind(routes.setRetention, ({ actor, input, note }) =>
      retention.setRetention(database, actor, input.keepDays, note),
    ),
    bind(routes.streams, () => listStreams(database, streams)),
  ];
}
