import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Cell } from '../api/types';
import type { Tone } from '../theme';

/** Worst first, as the server judges them. */
export const worsts = ['rectification_overdue', 'non_compliant', 'overdue', 'returned', 'rectifying', 'waiting', 'compliant', 'ahead', 'none'] as const;

/** Colour and sign of a cell; the sign says the same as the colour to those who do not see it, and on paper. */
export const looks: Record<string, { tone: Tone; sign: string; strong?: boolean }> = {
  rectification_overdue: { tone: 'bad', sign: '‼', strong: true },
  non_compliant: { tone: 'bad', sign: '✕' },
  overdue: { tone: 'bad', sign: '!' },
  returned: { tone: 'waiting', sign: '↩' },
  rectifying: { tone: 'waiting', sign: '◐' },
  waiting: { tone: 'active', sign: '…' },
  compliant: { tone: 'good', sign: '✓' },
  ahead: { tone: 'neutral', sign: '·' },
  none: { tone: 'neutral', sign: '–' },
};

/** The count that goes with the worst of a cell. */
export function countOf(cell: Cell): number {
  switch (cell.worst) {
    case 'rectification_overdue':
      return cell.rectifications_overdue;
    case 'non_compliant':
      return cell.failing;
    case 'overdue':
      return cell.overdue;
    case 'returned':
      return cell.returned;
    case 'rectifying':
      return cell.rectifications;
    case 'waiting':
      return cell.waiting;
    case 'compliant':
      return cell.compliant;
    default:
      return cell.ahead;
  }
}

export const rankOf = (worst: string): number => (worsts as readonly string[]).indexOf(worst);

/** A share as a percentage; nothing when there is nothing to have a share of. */
export const percent = (part: number, whole: number): string => (whole > 0 ? `${Math.round((part / whole) * 1000) / 10}%` : '—');

/** Something of the fleet, with word to the page of when it was counted. */
export function useFleet<D extends { as_of: string }>(key: readonly unknown[], ask: () => Promise<D>, onAsOf: (asOf: string | undefined) => void) {
  const query = useQuery({ queryKey: ['fleet', ...key], queryFn: ask, refetchInterval: 60_000 });
  const asOf = query.data?.as_of;
  useEffect(() => onAsOf(asOf), [onAsOf, asOf]);
  return query;
}
