import { CopyButton, Tooltip, UnstyledButton } from '@mantine/core';

/** The first twelve digits of a SHA-256; a click copies all of it. */
export function ShortHash({ hash }: { readonly hash: string | null }) {
  if (hash === null) return '—';
  return (
    <CopyButton value={hash} timeout={2_000}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? 'Copied' : 'Copy the whole hash'}>
          <UnstyledButton
            onClick={copy}
            ff="monospace"
            fz="sm"
            aria-label={`SHA-256 ${hash.slice(0, 12)}, ${copied ? 'copied' : 'copy'}`}
          >
            {hash.slice(0, 12)}…
          </UnstyledButton>
        </Tooltip>
      )}
    </CopyButton>
  );
}
