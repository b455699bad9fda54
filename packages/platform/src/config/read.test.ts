import { resolve } from 'node:path';
import { InsitesError } from '@insites/kernel';
import { describe, expect, it } from 'vitest';
import { describeConfig, readConfig } from './read.ts';

describe('readConfig', () => {
  it('reads text from the environment and lets the command line win', () => {
    const env = { INSITES_HOME: 'data', INSITES_PORT: '1', INSITES_ROLES: 'web, worker' };
    const config = readConfig(
      { ...env, INSITES_QUERY_SECONDS: '5', INSITES_TRUST_PROXY: 'true' },
      { INSITES_PORT: '0', INSITES_HOST: undefined },
    );
    expect(config).toMatchObject({
      home: resolve('data'),
      port: 0,
      host: '127.0.0.1',
      roles: ['web', 'worker'],
      trustProxy: true,
      engine: { timeout: 5000 },
      database: { url: null },
    });
  });

  it('takes an empty variable as not set', () => {
    expect(readConfig({ INSITES_PUBLIC_URL: '', INSITES_PORT: ' ' })).toMatchObject({
      publicUrl: null,
      port: 4000,
    });
  });

  it('reports all problems at once, each with its variable', () => {
    try {
      readConfig({ INSITES_PORT: '99999', INSITES_ROLES: 'king', INSITES_ADMIN_TOKEN: 'short' });
      expect.unreachable();
    } catch (error) {
      if (!(error instanceof InsitesError)) throw error;
      expect(error).toMatchObject({ kind: 'invalid', code: 'platform.configInvalid' });
      expect(error.details.fields?.map(({ path }) => path.split('.')[0])).toEqual([
        'INSITES_PORT',
        'INSITES_ROLES',
        'INSITES_ADMIN_TOKEN',
      ]);
      expect(error.message).not.toContain('short');
    }
  });
});

describe('describeConfig', () => {
  it('shows every setting, where it comes from, and no secret', () => {
    const rows = describeConfig({
      INSITES_ADMIN_TOKEN: 'a-very-secret-token-of-more-than-32-letters',
      INSITES_PORT: 'wrong',
    });
    const row = (name: string) => rows.find(({ variable }) => variable === name);
    expect(row('INSITES_ADMIN_TOKEN')).toMatchObject({ value: '••••••', source: 'environment' });
    expect(row('INSITES_PORT')).toMatchObject({ value: 'wrong', source: 'environment' });
    expect(row('INSITES_ROLES')).toMatchObject({ value: 'web,worker', source: 'default' });
    expect(row('INSITES_DATABASE_URL')).toMatchObject({ value: '', source: 'default' });
    expect(rows.every(({ description }) => description.length > 0)).toBe(true);
    expect(JSON.stringify(rows)).not.toContain('very-secret');
  });
});
