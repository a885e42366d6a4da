import type { RuleResult, SubmissionRow } from '../api/types';
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

/** Of what counts no longer, nothing is compared. */
const gone = ['withdrawn', 'superseded', 'not_admitted', 'received'];

/** Periods of one length are written alike, and then stand in the order of time: `2026-09`, `2026-W38`, `2026`. */
const shape = (period: string) => period.replace(/\d/g, '0');

/** The last one handed in for the latest period before this one's. What was asked for or caused by an event has none before. */
export function previousOf<R extends Pick<SubmissionRow, 'id' | 'period' | 'state' | 'version'>>(rows: R[], current: { period: string }): R | undefined {
  if (current.period.includes(':')) return undefined;
  const before = rows.filter((row) => !gone.includes(row.state) && shape(row.period) === shape(current.period) && row.period < current.period);
  return before.sort((a, b) => b.period.localeCompare(a.period) || b.version - a.version)[0];
}

const order = ['pass', 'later', 'undetermined', 'fail'];

/** The outcome of each rule; of several results of one rule the worst. */
export function outcomes(results: Pick<RuleResult, 'rule' | 'outcome'>[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const { rule, outcome } of results) {
    if (order.indexOf(outcome) >= order.indexOf(found.get(rule) ?? 'pass')) found.set(rule, outcome);
  }
  return found;
}
