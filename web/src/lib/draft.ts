import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { api } from '../api/client';
import { Refusal } from '../api/problem';
import type { KeptDraft } from '../api/types';
import type { FormValues } from './schema';

/** Due items of one further platform that the same files are handed in for. */
export interface Part {
  platform: string;
  dues: string[];
}

/** What holds for one due item alone; what is absent is as for the rest. */
export interface Own {
  files?: string[] | undefined;
  covers?: [string, string] | undefined;
  remarks?: string | undefined;
  form?: FormValues | undefined;
}

/** What was typed for an upload. */
export interface Draft {
  forms: Record<string, FormValues>;
  covers: [string, string] | null;
  sensitivity?: string;
  remarks?: string;
  /** Further platforms, beside the upload's own. */
  others?: Part[];
  own?: Record<string, Own>;
}

const empty: Draft = { forms: {}, covers: null };

/** How long typing has to rest before it is kept. */
const rest = 700;

export type Keeping = 'kept' | 'keeping' | 'changed' | 'failed';

/** The draft as the server has it; null: nothing was kept yet. */
export function useKeptDraft(upload: string) {
  return useQuery({
    queryKey: ['draft', upload],
    queryFn: async (): Promise<KeptDraft | null> => {
      try {
        return await api.keptDraft(upload);
      } catch (reason) {
        if (reason instanceof Refusal && reason.status === 404) return null;
        throw reason;
      }
    },
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
}

/** What was typed for an upload, kept on the server until it is handed in: another machine or a colleague goes on with it. */
export function useDraft(upload: string, kept: KeptDraft | null) {
  const client = useQueryClient();
  const [draft, setDraft] = useState<Draft>(() => ({ ...empty, ...(kept?.body as Partial<Draft> | undefined) }));
  const [keeping, setKeeping] = useState<Keeping>('kept');
  const version = useRef(kept?.version ?? 0);
  const saved = useRef(JSON.stringify(draft));
  const ended = useRef(false);
  const { mutateAsync } = useMutation({ mutationFn: (body: Draft) => api.keepDraft(upload, { version: version.current, body: body as unknown as Record<string, never> }) });
  useEffect(() => {
    const text = JSON.stringify(draft);
    if (text === saved.current || keeping === 'changed' || ended.current) return undefined;
    setKeeping('keeping');
    const timer = setTimeout(() => {
      mutateAsync(draft)
        .then((answer) => {
          version.current = answer.version;
          saved.current = text;
          setKeeping('kept');
          return client.invalidateQueries({ queryKey: ['drafts'] });
        })
        .catch((reason: unknown) => setKeeping(reason instanceof Refusal && reason.problem.code === 'draft_changed' ? 'changed' : 'failed'));
    }, rest);
    return () => clearTimeout(timer);
    // one change after another; a failure is tried again with the next change
  }, [draft]);
  /** Nothing more is kept; what is, goes. */
  async function drop() {
    ended.current = true;
    await api.dropDraft(upload).catch(() => undefined);
    await client.invalidateQueries({ queryKey: ['drafts'] });
  }
  return { draft, setDraft, keeping, drop };
}
