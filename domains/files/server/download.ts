import { errors, type RouteInput } from '@insites/kernel';
import type { BytesAnswer, Call } from '@insites/platform';
import type * as routes from '../contract/routes.ts';
import type { Context } from './context.ts';
import { openVersion } from './service.ts';

interface Range {
  readonly start: number;
  readonly end: number;
}

/** The bytes of a version, whole or by range, with its SHA-256 as the entity tag. */
export async function download(
  call: Pick<Call<typeof routes.download>, 'actor' | 'headers' | 'note'> & {
    readonly input: RouteInput<typeof routes.download>;
  },
  context: Context,
): Promise<BytesAnswer> {
  const { actor, headers, input, note } = call;
  const { file, version } = await openVersion(actor, input.id, input.version, 'export', context);
  const { organisationId } = file;
  const object = { objectKind: 'file', objectId: file.id, objectName: file.name };
  note({ ...object, version: String(version.number), organisationId });
  const { bytes: size, mediaType } = version;
  const etag = `"${version.sha256}"`;
  const range = rangeOf(headers, etag, size);
  const stream = await context.platform.objects.open(version.objectId, range ?? undefined);
  const { sha256 } = version;
  const answer = { stream, mediaType, name: file.name, etag, acceptRanges: true, sha256 };
  return range ? { ...answer, range: { ...range, size } } : { ...answer, length: size };
}

/**
 * The one range asked for (RFC 9110 §14), or null for the whole: no range, several of them, another
 * unit, or an If-Range that names another content. @throws files.rangeInvalid
 */
export function rangeOf(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  etag: string,
  size: number,
): Range | null {
  const ifRange = headers['if-range'];
  if (ifRange !== undefined && ifRange !== etag) return null;
  const asked = /^bytes=(\d*)-(\d*)$/.exec(String(headers.range ?? '').replace(/\s/g, ''));
  const [, from = '', to = ''] = asked ?? [];
  if (from === '' && to === '') return null;
  const range =
    from === ''
      ? { start: Math.max(0, size - Number(to)), end: size - 1 }
      : { start: Number(from), end: Math.min(to === '' ? size - 1 : Number(to), size - 1) };
  if (from !== '' && to !== '' && Number(to) < Number(from)) return null;
  if (range.start > range.end)
    throw errors.invalid(
      'files.rangeInvalid',
      `The file has ${size} bytes; the range lies outside.`,
      {
        hint: 'What you have may be the whole file already.',
      },
    );
  return range;
}
