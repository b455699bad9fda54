/**
 * The one list: imports point left. Each name is a workspace, `@insites/<name>`. Domains that are
 * planned stand in it already, so that their place is settled before their first line.
 * `client`, `ui` and `testing` have a place too; rules/sides.ts says who may use them at all.
 */
export const order = [
  'kernel',
  'client',
  'platform',
  'ui',
  'testing',
  'audit',
  'identity',
  'licensing',
  'governance',
  'files',
  'datasets',
  'collection',
  'pipelines',
  'models',
  'dashboards',
  'projects',
  'sharing',
  'discovery',
  'server',
  'web',
  'cli',
] as const;

/** Position in the order; -1 for a name that is not in it. */
export function positionOf(workspace: string): number {
  return (order as readonly string[]).indexOf(workspace);
}
