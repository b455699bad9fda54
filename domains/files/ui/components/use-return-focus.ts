import { useEffect, useState } from 'react';

/** Gives the focus back to what had it, when a dialog that is mounted only while open goes away. */
export function useReturnFocus(): void {
  const [opener] = useState(findOpener);
  useEffect(
    () => () => {
      if (opener instanceof HTMLElement) opener.focus();
    },
    [opener],
  );
}

/** What has the focus; of an item of a menu, which is gone by then, the button of the menu. */
function findOpener(): Element | null {
  const active = document.activeElement;
  const label = active?.closest('[role=menu]')?.getAttribute('aria-labelledby');
  return (label ? document.getElementById(label) : null) ?? active;
}
