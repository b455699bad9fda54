import type { Client } from 'pg';
import { keptKey, tailKey, uploadKey } from '../../objects/blob-keys.ts';

/** A blob that a catalogue names. */
export interface WantedBlob {
  readonly key: string;
  /** The upload under way that it belongs to; null for an object's. */
  readonly upload: string | null;
  /** The name it has when the upload was just being made an object; null when it has to be the first. */
  readonly otherwise: string | null;
}

interface Row {
  readonly id: string;
  readonly tenant: string;
  readonly address: string;
}

const pageLength = 1_000;

/** Every blob that the catalogue names in the client's transaction. */
export async function* wantedBlobs(client: Client): AsyncGenerator<WantedBlob> {
  for await (const object of pages<Row>(client, 'SELECT id, tenant, address FROM platform.objects'))
    yield { key: keptKey(object), upload: null, otherwise: null };
  const open =
    'SELECT id, tenant, address FROM (SELECT * FROM platform.uploads WHERE object_id IS NULL) open';
  for await (const row of pages<Row & { readonly address: string | null }>(client, open)) {
    const { id, tenant, address } = row;
    const otherwise = address === null ? null : keptKey({ id, tenant, address });
    yield { key: uploadKey(id), upload: id, otherwise };
    yield { key: tailKey(id), upload: id, otherwise: null };
  }
}

async function* pages<R extends { readonly id: string }>(
  client: Client,
  select: string,
): AsyncGenerator<R> {
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const { rows } = await client.query<R>(
      `${select} WHERE id > $1::uuid ORDER BY id LIMIT ${pageLength}`,
      [after],
    );
    yield* rows;
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
  }
}
