/**
 * Import it before anything of drizzle-orm. The package.json of drizzle-orm lists 130 kB of exports, and
 * Node parses them anew whenever one module of it imports another and whenever a module of ours imports
 * it: five hundred times, more than a third of what it takes a process to begin. Both are settled here.
 */
import { type RegisterHooksOptions, registerHooks } from 'node:module';

type Resolve = NonNullable<RegisterHooksOptions['resolve']>;

const ours = new URL('../../../../', import.meta.url).href;
const theirs = '/node_modules/drizzle-orm/';
const known = new Map<string, ReturnType<Resolve>>();

const resolve: Resolve = (specifier, context, next) => {
  const { parentURL: from = '', conditions = [] } = context;
  if (specifier.startsWith('.')) {
    // Its files ending in .js are ES modules, which import each other by their whole names.
    const within = from.includes(theirs) && from.endsWith('.js') && specifier.endsWith('.js');
    if (!within) return next(specifier, context);
    return { url: new URL(specifier, from).href, format: 'module', shortCircuit: true };
  }
  const byUs = from.startsWith(ours) && !from.includes('/node_modules/');
  if (!specifier.startsWith('drizzle-orm') || !byUs || !conditions.includes('import'))
    return next(specifier, context);
  const found = known.get(specifier) ?? { ...next(specifier, context), shortCircuit: true };
  known.set(specifier, found);
  return found;
};

registerHooks({ resolve });
