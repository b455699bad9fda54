/** Single icons by their own path, so that the other six thousand stay out of the bundle. */
declare module '@tabler/icons-react/dist/esm/icons/*.mjs' {
  import type { FunctionComponent } from 'react';

  const icon: FunctionComponent<{
    readonly size?: number | string;
    readonly stroke?: number;
    readonly color?: string;
    readonly className?: string | undefined;
    readonly 'aria-hidden'?: boolean | 'true' | 'false';
  }>;
  // biome-ignore lint/style/noDefaultExport: that is how the icon package exports them
  export default icon;
}
