import { useQuery } from '@tanstack/react-query';
import { api } from '../api/client';
import type { Submission } from '../api/types';
import { previousOf } from './walk';

/** What was handed in for the period before, to compare with; nothing where there is none. */
export function usePrevious(submission: Submission): Submission | undefined {
  const { platform, obligation } = submission;
  const rows = useQuery({
    queryKey: ['submissions', 'of', platform.id, obligation],
    queryFn: () => api.submissions({ platform: platform.id, obligation, limit: 50 }),
  });
  const id = rows.data && previousOf(rows.data.items, submission)?.id;
  const found = useQuery({ queryKey: ['submission', id], queryFn: () => api.submission(id ?? ''), enabled: id !== undefined });
  return id === undefined ? undefined : found.data;
}
