import { errors } from '@insites/kernel';
import { createDatabase } from '@insites/testing';
import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { createLog } from './log.ts';

function lines() {
  const written: string[] = [];
  const log = createLog({ logLevel: 'info' }, { write: (line) => void written.push(line) });
  return { log, written };
}

describe('createLog', () => {
  it('hides what is named like a secret, at any depth, in any letters', () => {
    const { log, written } = lines();
    log.info(
      {
        request: { headers: { Authorization: 'Bearer abc123', 'set-cookie': ['abc123'] } },
        body: [{ newPassword: 'abc123', apiToken: { value: 'abc123' } }],
        clientSecret: 'abc123',
        name: 'kept',
      },
      'a request',
    );
    expect(written[0]).not.toContain('abc123');
    expect(JSON.parse(written[0] ?? '')).toMatchObject({ level: 'info', name: 'kept' });
  });

  it('keeps kind, code and cause of an error', () => {
    const { log, written } = lines();
    const cause = new Error('socket closed');
    log.error({ err: errors.unavailable('t.away', 'Away.', { cause }) }, 'failed');
    expect(JSON.parse(written[0] ?? '').err).toMatchObject({
      code: 't.away',
      kind: 'unavailable',
      message: 'Away.',
      cause: { message: 'socket closed' },
    });
  });

  it('leaves out the values of a failed query', async () => {
    await using test = await createDatabase();
    const { log, written } = lines();
    const failed = await test.database
      .execute(sql`SELECT ${'abc123'} FROM nowhere`)
      .catch((error: unknown) => error);
    expect(String(failed)).toContain('abc123');
    log.error({ err: failed }, 'failed');
    expect(written[0]).toContain('nowhere');
    expect(written[0]).toContain('log.test.ts');
    expect(written[0]).not.toContain('abc123');
  });
});
