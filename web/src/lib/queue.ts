import { useQuery } from '@tanstack/react-query';
import { api } from '../api/client';
import { nextOf } from './walk';

/** The head of the review queue, as far as walking through it needs. */
export function useQueue(me: string, current: string | undefined, enabled: boolean) {
  const query = useQuery({
    queryKey: ['submissions', 'walk'],
    queryFn: () => api.submissions({ queue: 1, limit: 200 }),
    enabled,
    staleTime: 10_000,
  });
  return query.data ? nextOf(query.data.items, me, current) : undefined;
}
