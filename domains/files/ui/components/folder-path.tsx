import { AppLink } from '@insites/ui';
import { Breadcrumbs } from '@mantine/core';

/** The way from the top to a folder or file, each step a link. `here`: what stands below is not the top. */
export function FolderPath(props: {
  readonly path: readonly { readonly id: string; readonly name: string }[];
  readonly here: boolean;
}) {
  if (!props.here) return null;
  return (
    <nav aria-label="Folders">
      <Breadcrumbs separatorMargin={6}>
        <AppLink href="/files" size="sm">
          Files
        </AppLink>
        {props.path.map((folder) => (
          <AppLink key={folder.id} href={`/files?folder=${folder.id}`} size="sm">
            {folder.name}
          </AppLink>
        ))}
      </Breadcrumbs>
    </nav>
  );
}
