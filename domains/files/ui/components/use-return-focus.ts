import { useEffect, useState } from 'react';

/** Gives the focus back to what had it, when a dialog that is mounted only while open goes away. */
export function useReturnFocus(): void {
  const [opener] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (opener instanceof HTMLElement) opener.focus();
    },
    [opener],
  );
}
