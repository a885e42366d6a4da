import dayjs, { type Dayjs } from 'dayjs';
import timezone from 'dayjs/plugin/timezone';
import utc from 'dayjs/plugin/utc';

dayjs.extend(utc);
dayjs.extend(timezone);

/** Moments are shown and entered in Beijing time, whatever the computer is set to; every page says so. */
export const zone = 'Asia/Shanghai';

export const at = (moment: string): Dayjs => dayjs.utc(moment).tz(zone);

/** `2026-11-22 16:00` */
export const moment = (text: string | null | undefined): string => (text ? at(text).format('YYYY-MM-DD HH:mm') : '');

/** `2026-11-22` of a moment. */
export const day = (text: string | null | undefined): string => (text ? at(text).format('YYYY-MM-DD') : '');

/** The last civil day that lies before a moment that ends something. */
export const lastDay = (text: string): string => at(text).subtract(1, 'millisecond').format('YYYY-MM-DD');

/** A moment that ends something: midnight belongs to the day before, as 24:00. */
export function deadline(text: string | null | undefined): string {
  if (!text) return '';
  return at(text).format('HH:mm:ss') === '00:00:00' ? `${lastDay(text)} 24:00` : moment(text);
}

/** First and last civil day of a half-open period. */
export function span(start: string, end: string): [string, string] {
  return [day(start), lastDay(end)];
}

/** The civil day a person picked. */
export const civil = (picked: Dayjs): string => picked.format('YYYY-MM-DD');

/** Last second of the picked civil day, as a moment: a deadline of a day includes that day. */
export const endOfDay = (picked: Dayjs): string => dayjs.tz(`${civil(picked)} 23:59:59`, zone).utc().format('YYYY-MM-DDTHH:mm:ss[Z]');

/** First instant of the picked civil day. */
export const startOfDay = (picked: Dayjs): string => dayjs.tz(`${civil(picked)} 00:00:00`, zone).utc().format('YYYY-MM-DDTHH:mm:ss[Z]');

/** The wall-clock time a person picked. */
export const wall = (picked: Dayjs): string => dayjs.tz(picked.format('YYYY-MM-DD HH:mm:ss'), zone).utc().format('YYYY-MM-DDTHH:mm:ss[Z]');

/** A moment as a picker shows it: the same wall-clock reading in the computer's own zone. */
export const picker = (text: string): Dayjs => dayjs(at(text).format('YYYY-MM-DDTHH:mm:ss'));

/** Whole days (floor) and hours between two moments, for waiting times. */
export function between(from: string, to: string): { days: number; hours: number } {
  const hours = Math.max(0, Math.floor((dayjs.utc(to).valueOf() - dayjs.utc(from).valueOf()) / 3_600_000));
  return { days: Math.floor(hours / 24), hours: hours % 24 };
}

/** Days until (negative: since) a moment, rounded towards zero. */
export const daysUntil = (moment: string, now: string): number =>
  Math.trunc((dayjs.utc(moment).valueOf() - dayjs.utc(now).valueOf()) / 86_400_000);

/** The six weeks a month's page shows, Monday first, as civil days. */
export function monthGrid(month: string): string[] {
  const first = dayjs.utc(`${month}-01`);
  const start = first.subtract((first.day() + 6) % 7, 'day');
  const days = Array.from({ length: 42 }, (_, index) => start.add(index, 'day').format('YYYY-MM-DD'));
  return days[35]?.startsWith(month) ? days : days.slice(0, 35);
}

export const shiftMonth = (month: string, by: number): string => dayjs.utc(`${month}-01`).add(by, 'month').format('YYYY-MM');
