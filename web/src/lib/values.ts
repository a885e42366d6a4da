import { moment } from './time';

const momentLike = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;
const durationLike = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/** The parts of an ISO 8601 duration that are not zero, largest first; null when the text is none. */
export function duration(text: string): { unit: 'year' | 'month' | 'week' | 'day' | 'hour' | 'minute' | 'second'; count: number }[] | null {
  const match = durationLike.exec(text);
  if (!match || text === 'P' || text.endsWith('T')) return null;
  const units = ['year', 'month', 'week', 'day', 'hour', 'minute', 'second'] as const;
  return units.flatMap((unit, index) => (match[index + 1] === undefined ? [] : [{ unit, count: Number(match[index + 1]) }]));
}

type Say = (key: string, options?: Record<string, unknown>) => string;

/** A JSON value in words: moments in local time, durations spelled out, lists with commas. */
export function say(value: unknown, t: Say): string {
  if (value === null || value === undefined) return t('app.none');
  if (typeof value === 'boolean') return t(value ? 'app.yes' : 'app.no');
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : String(Number(value.toFixed(4)));
  if (typeof value === 'string') {
    if (value === '') return t('app.none');
    if (momentLike.test(value)) return moment(value);
    const parts = duration(value);
    if (parts && parts.length > 0) return parts.map(({ unit, count }) => t(`duration.${unit}`, { count })).join(' ');
    return value;
  }
  if (Array.isArray(value)) return value.length === 0 ? t('app.emptyList') : value.map((item) => say(item, t)).join(t('app.comma'));
  return JSON.stringify(value);
}

/** `1.4 MB` */
export function bytes(size: number): string {
  if (size < 1024) return `${size} B`;
  const units = ['KB', 'MB', 'GB', 'TB'];
  let value = size / 1024;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

/** What a person typed for a JSON value: numbers, true/false, lists and objects as JSON, all else as text. */
export function parseValue(text: string): unknown {
  const trimmed = text.trim();
  if (/^(-?\d+(\.\d+)?|true|false|null|\[[\s\S]*\]|\{[\s\S]*\}|"[\s\S]*")$/.test(trimmed)) {
    try {
      return JSON.parse(trimmed) as unknown;
    } catch {
      return text;
    }
  }
  return trimmed;
}

const order = ['blocking', 'major', 'minor', 'advice'];
const outcomes = ['fail', 'undetermined', 'later', 'pass'];

/** Worst first: failed before undetermined, and within each the more severe rule. */
export function worstFirst<R extends { outcome: string; severity: string; rule: string }>(results: readonly R[]): R[] {
  const rank = (list: string[], word: string) => (list.indexOf(word) < 0 ? list.length : list.indexOf(word));
  return [...results].sort(
    (a, b) =>
      rank(outcomes, a.outcome) - rank(outcomes, b.outcome) ||
      rank(order, a.severity) - rank(order, b.severity) ||
      a.rule.localeCompare(b.rule),
  );
}
