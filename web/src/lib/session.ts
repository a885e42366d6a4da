import { useQuery } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useState } from 'react';
import { api } from '../api/client';
import type { Me } from '../api/types';

export const meKey = ['me'];

/** Who is signed in; asked once and kept until signing out. */
export const useMeQuery = () =>
  useQuery({ queryKey: meKey, queryFn: api.me, staleTime: Infinity, retry: false, refetchOnWindowFocus: false });

export const MeContext = createContext<Me | null>(null);

export interface Session extends Me {
  may: (permission: string) => boolean;
}

export function useSession(): Session {
  const me = useContext(MeContext);
  if (!me) throw new Error('no session on this page');
  return { ...me, may: (permission) => me.permissions.includes(permission) };
}

const offsets = new Map<string, number>();

/** The server's present, from the reading that came with `me` (a demo server lives in another year). */
export function serverNow(me: Me): string {
  let offset = offsets.get(me.now);
  if (offset === undefined) {
    offset = Date.parse(me.now) - Date.now();
    offsets.clear();
    offsets.set(me.now, offset);
  }
  return new Date(Date.now() + offset).toISOString();
}

/** The server's present, kept current to the half minute. */
export function useServerClock(): string {
  const me = useSession();
  const [now, setNow] = useState(() => serverNow(me));
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow(me)), 15_000);
    return () => clearInterval(timer);
  }, [me.now]);
  return now;
}
