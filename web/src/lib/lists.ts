import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { api } from '../api/client';
import type { Page, Paging } from '../api/types';

/** A list read page by page; `key` must change with the filters. */
export function usePages<R>(key: readonly unknown[], ask: (query: Paging) => Promise<Page<R>>, enabled = true) {
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => ask(pageParam ? { cursor: pageParam } : {}),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
    enabled,
  });
  const rows = query.data?.pages.flatMap((page) => page.items);
  return { ...query, rows, asOf: query.data?.pages[0]?.as_of };
}

/** All of a list that is known to be short (organisations, platforms to choose from). */
export async function all<R>(ask: (query: Paging) => Promise<Page<R>>): Promise<R[]> {
  const rows: R[] = [];
  let cursor: string | null | undefined;
  do {
    const page: Page<R> = await ask(cursor ? { limit: 200, cursor } : { limit: 200 });
    rows.push(...page.items);
    cursor = page.next;
  } while (cursor);
  return rows;
}

/** Filters that stand in the address, so that a list can be shared. */
export function useFilters<N extends string>(names: readonly N[]) {
  const [search, setSearch] = useSearchParams();
  const values = Object.fromEntries(names.map((name) => [name, search.get(name) ?? undefined])) as Record<N, string | undefined>;
  const set = (changes: Partial<Record<N, string | undefined>>) => {
    setSearch(
      (old) => {
        const next = new URLSearchParams(old);
        for (const [name, value] of Object.entries(changes) as [string, string | undefined][]) {
          if (value) next.set(name, value);
          else next.delete(name);
        }
        return next;
      },
      { replace: true },
    );
  };
  return { values, set };
}

/** A yes-or-no filter as the API takes it. */
export const flag = (text: string | undefined): boolean | undefined => (text === undefined ? undefined : text === 'true');

export const usePlatforms = () => useQuery({ queryKey: ['platforms', 'all'], queryFn: () => all(api.platforms) });
export const useOrganisations = (enabled = true) =>
  useQuery({ queryKey: ['organisations', 'all'], queryFn: () => all(api.organisations), enabled });
export const useCatalogue = () => useQuery({ queryKey: ['catalogue'], queryFn: api.catalogue, staleTime: Infinity });
