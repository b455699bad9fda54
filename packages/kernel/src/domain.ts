import type { Level } from './actor.ts';
import type { RouteDefinition } from './route.ts';

export interface DomainDefinition<
  N extends string = string,
  R extends Readonly<Record<string, RouteDefinition>> = Readonly<Record<string, RouteDefinition>>,
> {
  readonly name: N;
  /** One sentence: what nouns it owns. */
  readonly summary: string;
  /** Each permission and the least that it asks for. */
  readonly permissions: Readonly<Record<string, Level>>;
  readonly routes: R;
  /** Codes the domain's errors carry, each with the sentence that explains it in the guide. */
  readonly errors: Readonly<Record<string, string>>;
}

/**
 * Declares a domain's public face. Throws when a name does not begin with the domain's, a route asks
 * for a permission nobody declared, names an error nobody explained, or a field of its path is not in its input.
 */
export function defineDomain<
  const N extends string,
  const R extends Readonly<Record<string, RouteDefinition>>,
>(definition: DomainDefinition<N, R>): DomainDefinition<N, R> {
  const faults = faultsOf(definition);
  if (faults.length > 0) throw new Error(`Domain ${definition.name}: ${faults.join('; ')}`);
  return Object.freeze(definition);
}

function faultsOf(domain: DomainDefinition): string[] {
  const faults: string[] = [];
  const own = (word: string, separator: string) => word.startsWith(`${domain.name}${separator}`);
  for (const permission of Object.keys(domain.permissions))
    if (!own(permission, ':')) faults.push(`permission ${permission} does not begin with its name`);
  for (const code of Object.keys(domain.errors))
    if (!own(code, '.')) faults.push(`error ${code} does not begin with its name`);
  for (const [key, route] of Object.entries(domain.routes)) {
    if (route.name !== `${domain.name}.${key}`)
      faults.push(`route ${key} is called ${route.name}, not ${domain.name}.${key}`);
    const ofStandard = route.output.kind === 'document' && route.path.startsWith('/scim/v2/');
    if (!ofStandard && !`${route.path}/`.startsWith(`/api/v1/${domain.name}/`))
      faults.push(`route ${key} lies at ${route.path}, outside /api/v1/${domain.name}`);
    if (!(route.permission in domain.permissions))
      faults.push(`route ${key} asks for ${route.permission}, which is not declared`);
    if (route.summary.trim() === '') faults.push(`route ${key} has no summary`);
    for (const code of route.errors)
      if (own(code, '.') && !(code in domain.errors))
        faults.push(`route ${key} names the error ${code}, which is not explained`);
    for (const match of route.path.matchAll(/\{(\w+)\}/g))
      if (!((match[1] ?? '') in route.input.shape))
        faults.push(`route ${key} has {${match[1]}} in its path and not in its input`);
  }
  return faults;
}
