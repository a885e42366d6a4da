import type { Message } from '../api/types';

/** Where a list of several things is found. */
const lists: Record<string, string> = {
  due_soon: '/dues',
  due_overdue: '/dues?overdue=true',
  rectification_soon: '/rectifications',
  rectification_overdue: '/rectifications?overdue=true',
  statement_ending: '/notices',
  notice_silence: '/notices?state=issued',
  review_waiting: '/queue',
  authorisation_expiring: '/platforms',
};

const places: Record<string, string> = {
  submission: '/submissions',
  due: '/dues',
  rectification: '/rectifications',
  notice: '/notices',
  platform: '/platforms',
  deviation: '/deviations',
};

/** The address of what a message is about. */
export function leadsTo(message: Pick<Message, 'kind' | 'thing' | 'thing_id'>): string {
  if (message.thing === 'escalation') return '/escalations';
  if (message.thing === 'deputyship') return '/deputies';
  if (!message.thing_id) return lists[message.kind] ?? '/';
  const place = places[message.thing];
  return place ? `${place}/${encodeURIComponent(message.thing_id)}` : '/';
}
