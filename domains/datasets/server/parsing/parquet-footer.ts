import { asyncBufferFromFile, parquetMetadataAsync } from 'hyparquet';

export interface ParquetFooter {
  readonly rows: number;
  readonly columns: number;
  /** Compression codecs in use. */
  readonly codecs: readonly string[];
}

export type FooterFinding =
  | { readonly kind: 'footer'; readonly footer: ParquetFooter }
  | { readonly kind: 'damaged'; readonly reason: string };

/** Reads the footer of a Parquet file and nothing else. Runs in a process of its own. */
export async function run({ path }: { readonly path: string }): Promise<FooterFinding> {
  try {
    const metadata = await parquetMetadataAsync(await asyncBufferFromFile(path));
    const codecs = new Set(
      metadata.row_groups.flatMap((group) =>
        group.columns.map((column) => column.meta_data?.codec ?? 'UNKNOWN'),
      ),
    );
    return {
      kind: 'footer',
      footer: {
        rows: Number(metadata.num_rows),
        columns: metadata.schema[0]?.num_children ?? 0,
        codecs: [...codecs],
      },
    };
  } catch (thrown) {
    return { kind: 'damaged', reason: (thrown as Error).message.slice(0, 200) };
  }
}
