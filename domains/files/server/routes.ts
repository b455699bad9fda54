import { type Binding, bind } from '@insites/platform';
import * as routes from '../contract/routes.ts';
import type { Context } from './context.ts';
import { download } from './download.ts';
import * as folders from './folders/service.ts';
import * as files from './service.ts';
import { tusHandler } from './uploads/tus.ts';

/** Joins the routes to the services. */
export function bindings(context: Context): readonly Binding[] {
  const tus = tusHandler(context);
  return [
    bind(routes.list, ({ actor, input }) => files.list(actor, input, context)),
    bind(routes.read, ({ actor, input }) => files.read(actor, input.id, context)),
    bind(routes.update, async ({ actor, input, note }) => {
      note({ objectKind: 'file', objectId: input.id });
      const file = await files.update(actor, input, context);
      note({ objectName: file.name, details: { visibility: file.visibility } });
      return file;
    }),
    bind(routes.remove, async ({ actor, input, note }) => {
      note({ objectKind: 'file', objectId: input.id });
      note({ objectName: (await files.remove(actor, input.id, context)).name });
      return undefined;
    }),
    bind(routes.download, (call) => download(call, context)),
    bind(routes.createFolder, async ({ actor, input, note }) => {
      const folder = await folders.create(actor, input, context);
      note({ objectKind: 'folder', objectId: folder.id, objectName: folder.name });
      return folder;
    }),
    bind(routes.updateFolder, async ({ actor, input, note }) => {
      note({ objectKind: 'folder', objectId: input.id });
      const folder = await folders.update(actor, input, context);
      note({ objectName: folder.name });
      return folder;
    }),
    bind(routes.removeFolder, async ({ actor, input, note }) => {
      note({ objectKind: 'folder', objectId: input.id });
      await folders.remove(actor, input.id, context);
      return undefined;
    }),
    bind(routes.createUpload, tus),
    bind(routes.readUpload, tus),
    bind(routes.appendUpload, tus),
    bind(routes.cancelUpload, tus),
    bind(routes.uploadOptions, tus),
  ];
}
