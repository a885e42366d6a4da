import type { SubmissionRow } from '../api/types';
import { isAdverse, verdicts } from './verdicts';

/** What this reviewer can work on: what nobody holds, and what is in their own hands. A draft waits for somebody else. */
export function open(row: SubmissionRow, me: string): boolean {
  if (row.state === 'assessed') return !row.reviewer || row.reviewer.id === me;
  return row.reviewer?.id === me && row.state !== 'drafted';
}

/** The next to work on after `current`, in the queue's order and round its end. */
export function nextOf(rows: SubmissionRow[], me: string, current: string | undefined): SubmissionRow | undefined {
  const at = rows.findIndex((row) => row.id === current);
  return [...rows.slice(at + 1), ...rows.slice(0, at + 1)].find((row) => row.id !== current && open(row, me));
}

/** What can be decided without opening it: the rules propose a favourable verdict. An adverse one is looked at, one by one. */
export const ordinary = (row: SubmissionRow): boolean => verdicts.includes(row.proposal ?? '') && !isAdverse(row.proposal ?? '');
