import { describe, expect, it } from 'vitest';
import type { FileSummary, RuleResult, SubmissionRow } from '../src/api/types';
import { phrase } from '../src/lib/phrases';
import { nextOf, ordinary, outcomes, previousOf } from '../src/lib/walk';

const row = (id: string, state: string, reviewer?: string, proposal = 'compliant') =>
  ({ id, state, proposal, reviewer: reviewer ? { id: reviewer, name: reviewer } : null }) as SubmissionRow;

describe('walking through the queue', () => {
  const rows = [row('a', 'assessed'), row('b', 'under_review', 'me'), row('c', 'under_review', 'other'), row('d', 'drafted', 'me'), row('e', 'assessed')];

  it('goes on in the order of the queue, past what others hold and what waits for others', () => {
    expect(nextOf(rows, 'me', 'a')?.id).toBe('b');
    expect(nextOf(rows, 'me', 'b')?.id).toBe('e');
  });

  it('begins again at the end, and ends when only this one is left', () => {
    expect(nextOf(rows, 'me', 'e')?.id).toBe('a');
    expect(nextOf(rows, 'me', 'elsewhere')?.id).toBe('a');
    expect(nextOf([row('a', 'assessed')], 'me', 'a')).toBeUndefined();
  });

  it('confirms together only what the rules find favourable', () => {
    expect(['compliant', 'compliant_with_remarks', 'partly_compliant', 'non_compliant', ''].filter((proposal) => ordinary(row('a', 'assessed', undefined, proposal)))).toEqual([
      'compliant',
      'compliant_with_remarks',
    ]);
  });
});

describe('ready phrases', () => {
  const t = (key: string, options: Record<string, unknown> = {}) => [key, ...Object.values(options).map(String)].join('|');
  const pick = (zh?: string | null) => zh ?? '';
  const files = [{ sha256: 'ab', name: '台账.csv' }] as FileSummary[];
  const result = (part: Partial<RuleResult>) =>
    ({ rule: 'R1', clause: '9.7', outcome: 'fail', message_zh: '账号超期。', message_en: '', rows: [], rows_total: 0, compared: [], parameters: [], set_aside: [], severity: 'major', ...part }) as RuleResult;

  it('cite rule, clause and rows', () => {
    const rows = [1, 2, 3, 4].map((line) => ({ file: 'ab', place: `第 ${line} 行`, values: [] }));
    const text = phrase(result({ rows, rows_total: 9 }), files, t, pick);
    for (const part of ['phrases.wrong|账号超期|', 'phrases.rule|R1', 'phrases.clause|9.7', '台账.csv 第 1 行', '台账.csv 第 3 行', 'phrases.more|9']) expect(text).toContain(part);
    expect(text).not.toContain('第 4 行');
  });

  it('say what is missing, and nothing of rows where there are none', () => {
    const text = phrase(result({ outcome: 'undetermined', missing: '资产清单' }), files, t, pick);
    expect(text).toContain('phrases.missing|账号超期|资产清单');
    expect(text).not.toContain('phrases.more');
  });
});

describe('the period before', () => {
  const of = (id: string, period: string, state = 'decided', version = 1) => ({ id, period, state, version });

  it('is the latest one before of the same length, in the version that counts', () => {
    const rows = [of('a', '2026-10'), of('b', '2026-09', 'superseded'), of('c', '2026-09', 'decided', 2), of('d', '2026-08'), of('e', '2026-W35'), of('f', '2026-07', 'withdrawn')];
    expect(previousOf(rows, { period: '2026-10' })?.id).toBe('c');
    expect(previousOf(rows, { period: '2026-09' })?.id).toBe('d');
    expect(previousOf(rows, { period: '2026-08' })).toBeUndefined();
    expect(previousOf(rows, { period: '2026-W36' })?.id).toBe('e');
    expect(previousOf(rows, { period: 'request:01ABC' })).toBeUndefined();
  });

  it('counts the worst of several results of a rule', () => {
    const found = outcomes([{ rule: 'R1', outcome: 'pass' }, { rule: 'R1', outcome: 'fail' }, { rule: 'R1', outcome: 'undetermined' }, { rule: 'R2', outcome: 'pass' }]);
    expect([...found]).toEqual([['R1', 'fail'], ['R2', 'pass']]);
  });
});
