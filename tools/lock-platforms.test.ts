import { describe, expect, it } from 'vitest';
import { complete } from './lock-platforms.ts';

const tool = {
  version: '2.0.0',
  dev: true,
  optionalDependencies: { '@tool/cli-linux-x64': '2.0.0', '@tool/cli-darwin-arm64': '2.0.0' },
};
const here = { version: '2.0.0', integrity: 'sha512-…' };

describe('the lock file', () => {
  it('gets the packages of other platforms that npm left out', () => {
    const { packages, added } = complete({
      'node_modules/tool': tool,
      'node_modules/@tool/cli-linux-x64': here,
    });
    expect(added).toEqual(['node_modules/@tool/cli-darwin-arm64']);
    expect(packages['node_modules/@tool/cli-linux-x64']).toEqual(here);
    expect(packages['node_modules/@tool/cli-darwin-arm64']).toEqual({
      version: '2.0.0',
      cpu: ['arm64'],
      dev: true,
      optional: true,
      os: ['darwin'],
    });
  });

  it('puts them beside the package that asks, when another version has the place above', () => {
    const { added } = complete({
      'node_modules/@tool/cli-linux-x64': { version: '1.0.0' },
      'node_modules/@tool/cli-darwin-arm64': { version: '1.0.0' },
      'node_modules/other/node_modules/tool': tool,
      'node_modules/other/node_modules/@tool/cli-linux-x64': here,
    });
    expect(added).toEqual(['node_modules/other/node_modules/@tool/cli-darwin-arm64']);
  });

  it('is left alone when it is complete', () => {
    const lock = {
      'node_modules/tool': { version: '1.0.0', optionalDependencies: { zlib: '1.0.0' } },
    };
    expect(complete(lock)).toEqual({ packages: lock, added: [] });
  });
});
