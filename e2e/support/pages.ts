/** A page as the shell knows it; its address has `$field` for what varies. */
interface Listed {
  readonly path: string;
}

/** Every page there is, from the list that the web app itself is made of. */
export async function listPages(): Promise<readonly Listed[]> {
  const { pages }: { readonly pages: readonly Listed[] } = await import('@insites/web/pages');
  return pages;
}
