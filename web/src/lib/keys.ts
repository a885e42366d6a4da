import { useEffect, useRef, type KeyboardEvent } from 'react';

/** Enter in a date field takes the date; it must not send the form as well. */
export function keepEnterInPickers(event: KeyboardEvent) {
  if (event.key === 'Enter' && event.target instanceof Element && event.target.closest('.ant-picker')) event.preventDefault();
}

/** How a shortcut is written, for people and for screen readers. */
export const shortcutName = (letter: string) => `Alt+${letter}`;

/**
 * Alt and a letter. Never a bare letter: that would fire while someone types or dictates (WCAG 2.1.4). The key's place counts
 * and not what it writes, since Alt writes other signs on a Mac. Silent while a dialog is open.
 */
export function useShortcut(letter: string | undefined, run: () => void) {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    if (!letter) return undefined;
    const hear = (event: globalThis.KeyboardEvent) => {
      if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.repeat || event.code !== `Key${letter}`) return;
      event.preventDefault();
      if (!document.querySelector('[role="dialog"][aria-modal="true"]')) latest.current();
    };
    document.addEventListener('keydown', hear);
    return () => document.removeEventListener('keydown', hear);
  }, [letter]);
}
