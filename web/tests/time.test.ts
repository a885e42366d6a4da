import dayjs from 'dayjs';
import { describe, expect, it } from 'vitest';
import { between, day, daysUntil, deadline, endOfDay, lastDay, moment, monthGrid, picker, shiftMonth, span, startOfDay, wall } from '../src/lib/time';

describe('moments', () => {
  it('are shown in Beijing time', () => {
    expect(moment('2026-11-22T16:30:00Z')).toBe('2026-11-23 00:30');
    expect(day('2026-11-22T15:59:59Z')).toBe('2026-11-22');
    expect(moment(null)).toBe('');
  });

  it('are entered in Beijing time', () => {
    expect(endOfDay(dayjs('2026-12-01T05:00:00'))).toBe('2026-12-01T15:59:59Z');
    expect(startOfDay(dayjs('2026-12-01T05:00:00'))).toBe('2026-11-30T16:00:00Z');
    expect(wall(dayjs('2026-12-01T00:30:00'))).toBe('2026-11-30T16:30:00Z');
  });

  it('survive being shown in a picker and read back', () => {
    for (const text of ['2026-11-22T16:30:00Z', '2026-03-01T00:00:00Z', '2027-01-01T15:59:59Z']) expect(wall(picker(text))).toBe(text);
  });
});

describe('periods', () => {
  it('end on their last day, not on the first of the next', () => {
    expect(span('2026-09-30T16:00:00Z', '2026-10-31T16:00:00Z')).toEqual(['2026-10-01', '2026-10-31']);
  });
});

describe('waiting and remaining time', () => {
  it('is counted in whole hours and never negative', () => {
    expect(between('2026-11-20T00:00:00Z', '2026-11-22T05:59:00Z')).toEqual({ days: 2, hours: 5 });
    expect(between('2026-11-22T00:00:00Z', '2026-11-20T00:00:00Z')).toEqual({ days: 0, hours: 0 });
  });
  it('rounds towards zero', () => {
    expect(daysUntil('2026-11-25T12:00:00Z', '2026-11-22T00:00:00Z')).toBe(3);
    expect(daysUntil('2026-11-20T12:00:00Z', '2026-11-22T00:00:00Z')).toBe(-1);
  });
});

describe('a month', () => {
  it('begins on a Monday and covers every day', () => {
    const days = monthGrid('2026-11');
    expect(days[0]).toBe('2026-10-26');
    expect(days).toHaveLength(42);
    expect(days.filter((date) => date.startsWith('2026-11'))).toHaveLength(30);
    expect(monthGrid('2027-02')).toHaveLength(35);
  });
  it('moves over the end of a year', () => {
    expect(shiftMonth('2026-12', 1)).toBe('2027-01');
    expect(shiftMonth('2026-01', -1)).toBe('2025-12');
  });
});

describe('a deadline', () => {
  it('at midnight belongs to the day that ends', () => {
    expect(deadline('2026-09-09T16:00:00Z')).toBe('2026-09-09 24:00');
    expect(lastDay('2026-09-09T16:00:00Z')).toBe('2026-09-09');
    expect(deadline('2026-09-09T15:59:59Z')).toBe('2026-09-09 23:59');
    expect(deadline(null)).toBe('');
  });
});
