import { moment } from './time';
import { say } from './values';
import { useWords } from './words';

/** Sets of words that fields of acts and compared values take theirs from. */
const families = ['verdict', 'level', 'authorisation', 'frequency', 'party', 'eventKind', 'role', 'orgRole', 'supervision', 'noticeKind', 'deviationKind', 'serviceMethod', 'sensitivity'];

export const isId = (value: unknown): value is string => typeof value === 'string' && /^[0-9A-HJKMNP-TV-Z]{26}$/.test(value);
const isDigest = (value: unknown) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
const isJson = (value: unknown) => typeof value === 'string' && /^[{[]/.test(value);

/** Whether a field says something to a reader here; ids and digests stand in the receipt. */
export const readable = (name: string, value: unknown): boolean =>
  name !== 'type' && value !== null && typeof value !== 'object' && !isId(value) && !isDigest(value) && !isJson(value);

/** Milliseconds since 1970 of any year an act can be of. */
const isMoment = (value: unknown): value is number => typeof value === 'number' && value > 1e11;

/** Names and values of an act's fields or a trigger's comparison, in the page's language. */
export function useFields() {
  const { t, word } = useWords();
  const value = (raw: unknown): string => {
    if (isMoment(raw)) return moment(new Date(raw).toISOString());
    if (typeof raw === 'string') {
      for (const family of families) {
        const text = word(family, raw);
        if (text !== raw) return text;
      }
    }
    return say(raw, t);
  };
  return { name: (raw: string) => word('field', raw), value };
}
