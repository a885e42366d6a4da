import dayjs from 'dayjs';
import type { Difference, NewSubmission } from '../api/types';
import type { Draft, Own } from './draft';
import { filled, type FormValues } from './schema';
import { endOfDay, startOfDay } from './time';

const clean = (values: FormValues | undefined): FormValues | undefined => {
  const kept = values ? filled(values) : {};
  return Object.keys(kept).length > 0 ? kept : undefined;
};

function difference(due: string, own: Own, arrived: readonly string[]): Difference | null {
  // A file that was taken out again cannot apply any more.
  const files = own.files?.filter((name) => arrived.includes(name));
  const form = clean(own.form);
  const remarks = own.remarks?.trim();
  if (!own.files && !own.covers && !remarks && !form) return null;
  return {
    due,
    files: own.files ? (files ?? []) : null,
    form: form ?? null,
    covers_from: own.covers ? startOfDay(dayjs(own.covers[0])) : null,
    covers_to: own.covers ? endOfDay(dayjs(own.covers[1])) : null,
    remarks: remarks ?? null,
  };
}

/** What is handed in for the due items of one platform, from what was typed for all. */
export function submissionOf(upload: string, dues: readonly string[], draft: Draft, arrived: readonly string[]): NewSubmission {
  return {
    upload,
    dues: [...dues],
    forms: Object.fromEntries(
      Object.entries(draft.forms).flatMap(([obligation, values]) => {
        const kept = clean(values);
        return kept ? [[obligation, kept]] : [];
      }),
    ),
    covers_from: draft.covers ? startOfDay(dayjs(draft.covers[0])) : null,
    covers_to: draft.covers ? endOfDay(dayjs(draft.covers[1])) : null,
    sensitivity: draft.sensitivity ?? null,
    remarks: draft.remarks?.trim() ? draft.remarks.trim() : null,
    differences: dues.flatMap((due) => {
      const own = draft.own?.[due];
      const made = own ? difference(due, own, arrived) : null;
      return made ? [made] : [];
    }),
  };
}
