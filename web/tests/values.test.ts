import { describe, expect, it } from 'vitest';
import { filled, kindOf, missing } from '../src/lib/schema';
import { figures, severities, summaryOf } from '../src/lib/summary';
import { bytes, duration, parseValue, say, worstFirst } from '../src/lib/values';

const t = (key: string, options?: Record<string, unknown>) => (options?.count === undefined ? key : `${key}:${String(options.count)}`);

describe('values in words', () => {
  it('spells durations, moments, lists and absences', () => {
    expect(say('P30D', t)).toBe('duration.day:30');
    expect(say('P1Y6M', t)).toBe('duration.year:1 duration.month:6');
    expect(say('2026-11-22T16:30:00Z', t)).toBe('2026-11-23 00:30');
    expect(say(['os', 'db'], t)).toBe('osapp.commadb');
    expect(say(null, t)).toBe('app.none');
    expect(say([], t)).toBe('app.emptyList');
    expect(say(false, t)).toBe('app.no');
    expect(say(12.345678, t)).toBe('12.3457');
    expect(say({ a: 1 }, t)).toBe('{"a":1}');
  });

  it('takes nothing for a duration that is none', () => {
    for (const text of ['P', 'PT', 'Production', 'P30', '30D', '']) expect(duration(text)).toBeNull();
    expect(duration('PT15M')).toEqual([{ unit: 'minute', count: 15 }]);
  });

  it('reads what a person typed', () => {
    expect(parseValue(' 90 ')).toBe(90);
    expect(parseValue('P30D')).toBe('P30D');
    expect(parseValue('["os","db"]')).toEqual(['os', 'db']);
    expect(parseValue('true')).toBe(true);
    expect(parseValue('[oops')).toBe('[oops');
    expect(parseValue('007')).toBe('007');
  });

  it('gives sizes people can read', () => {
    expect([0, 1023, 1024, 1_500_000, 52_428_800].map(bytes)).toEqual(['0 B', '1023 B', '1.0 KB', '1.4 MB', '50 MB']);
  });
});

describe('results', () => {
  it('stand worst first', () => {
    const results = [
      { rule: 'a', outcome: 'pass', severity: 'blocking' },
      { rule: 'b', outcome: 'undetermined', severity: 'blocking' },
      { rule: 'c', outcome: 'fail', severity: 'minor' },
      { rule: 'd', outcome: 'fail', severity: 'blocking' },
      { rule: 'e', outcome: 'strange', severity: 'blocking' },
    ];
    expect(worstFirst(results).map((result) => result.rule)).toEqual(['d', 'c', 'b', 'a', 'e']);
    expect(results[0]?.rule).toBe('a');
  });
});

describe('forms from a schema', () => {
  it('know the kinds of fields', () => {
    expect(kindOf({ type: ['string', 'null'], format: 'date' })).toBe('date');
    expect(kindOf({ type: 'array', items: { type: 'string' } })).toBe('texts');
    expect(kindOf({ type: 'string', enum: ['a'] })).toBe('choice');
    expect(kindOf({ type: ['integer', 'null'] })).toBe('integer');
    expect(kindOf({})).toBe('text');
  });

  it('leave out what is empty and name what is missing', () => {
    expect(filled({ a: 0, b: '', c: [], d: null, e: false })).toEqual({ a: 0, e: false });
    expect(missing({ required: ['a', 'b'] }, { a: 0, b: '' })).toEqual(['b']);
  });
});

describe('a reader’s summary', () => {
  const summary = { format: 'nessus-v2', findings: 4, checks: 0, tool: null, produced_at: 1795363200000, unmapped_columns: ['x'], errors: [{ place: 'line 3', rule: 'date', message: 'm' }], by_severity: { high: 3, low: 0 } };
  it('shows what is there and leaves out noughts and what stands elsewhere', () => {
    expect(figures(summary)).toEqual([['findings', 4], ['produced_at', '2026-11-22T16:00:00.000Z'], ['unmapped_columns', ['x']]]);
    expect(severities(summary)).toEqual({ high: 3 });
    expect(severities(summaryOf(null))).toBeNull();
  });
});
