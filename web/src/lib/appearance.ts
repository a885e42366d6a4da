import { useSyncExternalStore } from 'react';

/** Light or dark: as a person chose, else as the computer is set. */
export type Appearance = 'light' | 'dark';

const remembered = 'yunjian.appearance';
const system = window.matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

function chosen(): Appearance | null {
  try {
    const word = localStorage.getItem(remembered);
    return word === 'light' || word === 'dark' ? word : null;
  } catch {
    return null;
  }
}

let current: Appearance = chosen() ?? (system.matches ? 'dark' : 'light');

function apply(next: Appearance) {
  current = next;
  document.documentElement.dataset.theme = next;
  for (const listener of listeners) listener();
}

apply(current);
system.addEventListener('change', () => {
  if (!chosen()) apply(system.matches ? 'dark' : 'light');
});

// Paper is white.
let before: Appearance = current;
window.addEventListener('beforeprint', () => {
  before = current;
  if (current === 'dark') apply('light');
});
window.addEventListener('afterprint', () => {
  if (before !== current) apply(before);
});

export function setAppearance(next: Appearance): void {
  try {
    localStorage.setItem(remembered, next);
  } catch {
    // A browser that keeps nothing still shows what was chosen until it is closed.
  }
  apply(next);
}

export const useAppearance = (): Appearance =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
