import { describe, expect, it } from 'vitest';
import type { OwnedSchema } from './database.ts';
import { planRoutes } from './routes.ts';

const schema = (name: string, together?: readonly string[]): OwnedSchema => ({
  name,
  migrations: new URL('file:///nowhere/'),
  ...(together ? { together } : {}),
});
const schemas = [schema('platform'), schema('audit'), schema('files', ['platform'])];
const auth = { name: 'auth', url: null };

function plan(routes: readonly string[], others = [auth]) {
  const parts = routes.map((route) => {
    const [name = '', database = ''] = route.split('=');
    return { schema: name, database };
  });
  return planRoutes({ others, routes: parts }, schemas).map((route) => ({
    name: route.name,
    schemas: route.schemas.map(({ name }) => name),
  }));
}

describe('planRoutes', () => {
  it('puts everything into main when nobody says otherwise', () => {
    expect(plan([], [])).toEqual([{ name: 'main', schemas: ['platform', 'audit', 'files'] }]);
  });

  it('keeps the order of migrations within each database', () => {
    expect(plan(['files=auth', 'platform=auth'])).toEqual([
      { name: 'main', schemas: ['audit'] },
      { name: 'auth', schemas: ['platform', 'files'] },
    ]);
  });

  it('refuses what it does not know, by name', () => {
    expect(() => plan(['zoo=auth'])).toThrow('there is no domain zoo');
    expect(() => plan(['audit=reports'])).toThrow('there is no database reports');
  });

  it('refuses to part what shares transactions', () => {
    expect(() => plan(['files=auth'])).toThrow(
      'files and platform share transactions and cannot live in two databases (auth, main)',
    );
  });
});
