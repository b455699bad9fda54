import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { wordsOf } from '../ui/components/verbs.ts';

interface Operation {
  readonly operationId: string;
  readonly 'x-audit': string;
}

it('says in words what every route that is written down does', () => {
  const text = readFileSync(new URL('../../../docs/openapi.json', import.meta.url), 'utf8');
  const { paths } = JSON.parse(text) as { paths: Record<string, Record<string, Operation>> };
  const operations = Object.values(paths).flatMap((path) => Object.values(path));
  const audited = operations.filter((each) => each['x-audit'] !== 'none');
  expect(audited.length).toBeGreaterThan(100);
  const wordless = audited.map(({ operationId }) => operationId).filter((id) => wordsOf(id) === id);
  expect(wordless).toEqual([]);
});
