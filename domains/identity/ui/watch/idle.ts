import { useEffect } from 'react';

const key = 'insites.lastInput';
const signs = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;

/**
 * Calls `onIdle` when nobody touched the page, or another one of this app in this browser, for so many
 * minutes. Null: nobody is to be watched.
 */
export function useIdle(minutes: number | null, onIdle: () => void): void {
  useEffect(() => {
    if (minutes === null) return undefined;
    let last = 0;
    const touched = () => {
      // Written at most every five seconds: the storage is shared by all pages of the app.
      if (Date.now() - last < 5_000) return;
      last = Date.now();
      localStorage.setItem(key, String(last));
    };
    touched();
    const look = () => {
      if (Date.now() - Number(localStorage.getItem(key) ?? last) > minutes * 60_000) onIdle();
    };
    const timer = setInterval(look, 10_000);
    for (const sign of signs) addEventListener(sign, touched, { passive: true, capture: true });
    return () => {
      clearInterval(timer);
      for (const sign of signs) removeEventListener(sign, touched, { capture: true });
    };
  }, [minutes, onIdle]);
}
