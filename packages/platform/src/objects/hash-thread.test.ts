import { afterAll, expect, it } from 'vitest';
import { random, sha256 } from '../../test/object-house.ts';
import { HashThread } from './hash-thread.ts';

const thread = new HashThread();
afterAll(() => thread.close());

it('hashes several contents at once, and goes on after a digest', async () => {
  const [one, two] = [thread.begin(), thread.begin()];
  const [a, b, c] = [random(1000), random(2000), random(3000)];
  await Promise.all([one.update(Buffer.from(a)), two.update(Buffer.from(b))]);
  expect(await one.digest(c)).toBe(sha256(Buffer.concat([a, c])));
  await one.update(Buffer.from(b));
  expect(await one.digest(new Uint8Array())).toBe(sha256(Buffer.concat([a, b])));
  expect(await two.digest(c)).toBe(sha256(Buffer.concat([b, c])));
});

it('a hash whose thread has ended fails, and never forgets its beginning in silence', async () => {
  const begun = thread.begin();
  await begun.update(random(10));
  await thread.close();
  await expect(begun.digest(random(5))).rejects.toThrow('has ended');
  await expect(begun.update(random(5))).rejects.toThrow('has ended');
  const fresh = thread.begin();
  const bytes = random(10);
  await fresh.update(Buffer.from(bytes));
  expect(await fresh.digest(new Uint8Array())).toBe(sha256(bytes));
});
