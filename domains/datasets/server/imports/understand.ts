import { type Actor, type CallInput, InsitesError, type RouteOutput } from '@insites/kernel';
import type { understand as route } from '../../contract/routes.ts';
import type { Deps } from '../deps.ts';
import { previewOf } from '../parsing/detection/preview.ts';
import { detectText, sureFrom } from '../parsing/dialect.ts';
import { detect } from '../parsing/formats/detect.ts';
import { Refusal } from '../parsing/refusal.ts';
import type { Note } from '../service.ts';
import { detectFormat, headBytes } from './format.ts';

export type Understood = RouteOutput<typeof route>;

const rowsShown = 4;
const nothing: Understood = { probability: null, ways: [] };

/** How a file would be read: one way, or two when a person has to choose. Looks at its beginning only. */
export async function understand(
  actor: Actor,
  { fileId, fileVersion }: CallInput<typeof route>,
  note: Note,
  { files, platform }: Deps,
): Promise<Understood> {
  const { file, version } = await files.openVersion(actor, fileId, fileVersion, 'explore');
  note({ objectKind: 'file', objectId: file.id, objectName: file.name });
  const head = await headOf(await platform.objects.open(version.objectId));
  const sample = sampleOf(head, file.name);
  if (sample === null) return nothing;
  const { dialect, probability, other } = detectText([sample], version.bytes <= headBytes);
  const asked = probability < sureFrom && other ? [dialect, other] : [dialect];
  return {
    probability: Math.round(probability * 1000) / 1000,
    ways: asked.map((one, index) => {
      const { how, names, rows } = previewOf(sample, one, rowsShown);
      return { dialect: index + 1, how, names: [...names], rows: rows.map((row) => [...row]) };
    }),
  };
}

/** The beginning of a delimited text; null for anything else, also for what an import would refuse. */
function sampleOf(head: Buffer, fileName: string): string | null {
  try {
    if (detect(head)) return null;
    const format = detectFormat(head, fileName);
    return format.kind === 'csv' ? format.sample : null;
  } catch (thrown) {
    if (thrown instanceof InsitesError || thrown instanceof Refusal) return null;
    throw thrown;
  }
}

async function headOf(content: NodeJS.ReadableStream & { destroy(): unknown }): Promise<Buffer> {
  let head = Buffer.alloc(0);
  try {
    for await (const piece of content) {
      head = Buffer.concat([head, piece as Uint8Array]);
      if (head.length >= headBytes) break;
    }
  } finally {
    content.destroy();
  }
  return head.subarray(0, headBytes);
}
