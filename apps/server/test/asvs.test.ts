import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const page = readFileSync(join(root, 'docs/security/asvs.md'), 'utf8');

/** Requirements of levels 1 and 2 in ASVS 5.0.0, by section: how many come first without a gap. */
const sections: Readonly<Record<string, number>> = {
  ...{ '6.1': 3, '6.2': 12, '6.3': 4, '6.4': 4, '6.5': 5, '6.6': 3, '6.8': 4 },
  ...{ '7.1': 3, '7.2': 4, '7.3': 2, '7.4': 5, '7.5': 2, '7.6': 2 },
  ...{ '9.1': 3, '9.2': 4 },
  ...{ '10.1': 2, '10.2': 2, '10.3': 4, '10.4': 11, '10.5': 5, '10.6': 2, '10.7': 3 },
};
const required = Object.entries(sections).flatMap(([section, count]) =>
  Array.from({ length: count }, (_, at) => `${section}.${at + 1}`),
);

const rows = page
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .filter(([, id = '']) => /^\d+\.\d+\.\d+$/.test(id))
  .map(([, id = '', , , shown = '']) => ({ id, shown }));

describe('the table of ASVS 5.0', () => {
  it('has each requirement of the four chapters once', () => {
    expect(required.length).toBe(89);
    expect(rows.map(({ id }) => id)).toEqual(required);
  });

  it.each(rows)(
    '$id is shown by tests that are there, a page that is there, or a reason',
    ({ shown }) => {
      const tests = [...shown.matchAll(/`([^`]+)`: “([^”]+)”/g)];
      for (const [, path = '', title = ''] of tests) {
        const file = readFileSync(join(root, path), 'utf8');
        const told = [`'${title}'`, `"${title}"`, `\`${title}\``].some((text) =>
          file.includes(text),
        );
        expect(told, `${path} has no test “${title}”`).toBe(true);
      }
      const pages = [...shown.matchAll(/\]\(\.\.\/([^)#]+)(?:#([^)]+))?\)/g)];
      for (const [, path = '', anchor] of pages) {
        expect(existsSync(join(root, 'docs', path))).toBe(true);
        const text = readFileSync(join(root, 'docs', path), 'utf8').toLowerCase();
        if (anchor) expect(text).toMatch(new RegExp(`^#+ ${anchor.replaceAll('-', ' ')}`, 'm'));
      }
      const reason = /^Exempt: .{20,}/.test(shown);
      expect(tests.length + pages.length > 0 || reason).toBe(true);
    },
  );
});
