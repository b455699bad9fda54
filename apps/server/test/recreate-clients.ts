import type { Client } from '@insites/client';
import { data, list as listDatasets } from '@insites/datasets/contract';
import { createFolder, list as listFiles } from '@insites/files/contract';
import { me } from '@insites/identity/contract';

/** What fifty people saw. */
export interface Seen {
  /** Answers that were right. */
  right: number;
  /** What should not have come, in words. */
  readonly wrong: string[];
  /** Things that were written before a re-creation and looked for after it: gone, as they should be. */
  gone: number;
  /** Milliseconds of every request. */
  readonly took: number[];
}

type Ask = (path: string, options?: RequestInit) => Promise<Response>;

/** Reads and writes until told to stop, as many people do at once. */
export async function live(
  client: Client,
  people: number,
  rows: ReadonlyMap<string, number>,
  signal: AbortSignal,
): Promise<Seen> {
  const seen: Seen = { right: 0, wrong: [], gone: 0, took: [] };
  const ask: Ask = async (path, options = {}) => {
    const began = performance.now();
    const response = await fetch(`${client.baseUrl}${path}`, {
      ...options,
      headers: { ...client.credentials, 'content-type': 'application/json' },
    });
    const text = await response.text();
    seen.took.push(performance.now() - began);
    return new Response(text === '' ? null : text, { status: response.status });
  };
  const deeds = [readsMe, readsDatasets, readsRows, writesFolder] as const;
  const person = async (number: number) => {
    for (let turn = number; !signal.aborted; turn += 1) {
      const deed = deeds[turn % deeds.length] ?? readsMe;
      await deed(ask, seen, { name: `${number}-${turn}`, rows }).catch((error: unknown) =>
        seen.wrong.push(`${deed.name}: ${error}`),
      );
    }
  };
  await Promise.all(Array.from({ length: people }, (_, number) => person(number)));
  return seen;
}

interface Context {
  /** Nobody else uses it. */
  readonly name: string;
  /** Rows of each dataset by name. */
  readonly rows: ReadonlyMap<string, number>;
}

async function readsMe(ask: Ask, seen: Seen): Promise<void> {
  const response = await ask(me.path);
  const said = (await response.json()) as { role?: string };
  judge(seen, response.status === 200 && said.role === 'admin', `me: ${response.status}`);
}

async function readsDatasets(ask: Ask, seen: Seen, { rows }: Context): Promise<void> {
  const response = await ask(listDatasets.path);
  const { items = [] } = (await response.json()) as {
    items?: { name: string; latest: { rows: number } | null }[];
  };
  const right =
    items.length === rows.size &&
    items.every(({ name, latest }) => latest?.rows === rows.get(name));
  judge(seen, right, `datasets: ${response.status} ${JSON.stringify(items).slice(0, 300)}`);
}

async function readsRows(ask: Ask, seen: Seen): Promise<void> {
  const found = await ask(listDatasets.path);
  const { items = [] } = (await found.json()) as { items?: { id: string; name: string }[] };
  const budget = items.find(({ name }) => name === 'adopted_budget');
  if (!budget) return judge(seen, false, `no budget: ${found.status}`);
  const path = data.path.replace('{id}', budget.id);
  const response = await ask(`${path}?format=json&limit=3`);
  const text = await response.text();
  judge(seen, response.status === 200 && text.length > 100, `rows: ${response.status} ${text}`);
}

async function writesFolder(ask: Ask, seen: Seen, { name }: Context): Promise<void> {
  const made = await ask(createFolder.path, {
    method: 'POST',
    body: JSON.stringify({ name: `Folder ${name}` }),
  });
  const { id } = (await made.json()) as { id?: string };
  if (made.status !== 201 || !id) return judge(seen, false, `folder: ${made.status}`);
  const looked = await ask(`${listFiles.path}?folderId=${id}`);
  if (looked.status === 404) seen.gone += 1;
  else judge(seen, looked.status === 200, `folder read: ${looked.status} ${await looked.text()}`);
}

function judge(seen: Seen, right: boolean, what: string): void {
  if (right) seen.right += 1;
  else seen.wrong.push(what);
}
