import type { JobHandler } from '@insites/platform';
import type { Context } from './context.ts';
import { expire } from './uploads/service.ts';

/** What runs by the clock. */
export function jobs(context: Context): readonly JobHandler[] {
  return [
    {
      name: 'files.tidy',
      schedule: '17 * * * *',
      // Gives up old uploads, then deletes the bytes nobody keeps.
      run: async () => {
        const uploads = await expire(context);
        return { uploads, objects: await context.platform.objects.sweep() };
      },
    },
  ];
}
