import { useEffect, useState } from 'react';
import type { FormValues } from './schema';

export interface Draft {
  forms: Record<string, FormValues>;
  covers: [string, string] | null;
  sensitivity?: string;
}

const empty: Draft = { forms: {}, covers: null };
const key = (upload: string) => `yunjian.draft.${upload}`;

function read(upload: string): Draft {
  try {
    const text = localStorage.getItem(key(upload));
    return text ? { ...empty, ...(JSON.parse(text) as Partial<Draft>) } : empty;
  } catch {
    return empty;
  }
}

/** What was typed for an upload, kept in this browser until it is handed in. */
export function useDraft(upload: string) {
  const [draft, setDraft] = useState(() => read(upload));
  useEffect(() => {
    try {
      localStorage.setItem(key(upload), JSON.stringify(draft));
    } catch {
      // without storage the draft lives as long as the page
    }
  }, [upload, draft]);
  return { draft, setDraft };
}

export function dropDraft(upload: string): void {
  try {
    localStorage.removeItem(key(upload));
  } catch {
    // nothing was kept
  }
}
