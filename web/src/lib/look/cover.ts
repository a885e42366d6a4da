import type { FormatLook, Needs, Slot } from '../../api/types';
import { headingKey, type Look } from './look';

/** Whether a file is what a slot asks for, as far as can be told here. */
export type Fit = 'yes' | 'maybe' | 'no';

const rank: Record<Fit, number> = { no: 0, maybe: 1, yes: 2 };
const better = (a: Fit, b: Fit): Fit => (rank[b] > rank[a] ? b : a);

/** Columns of a table that its headings name, and those asked for by name that they do not. */
export function columnsOf(option: FormatLook, headings: readonly string[]) {
  const keys = headings.map(headingKey);
  const found = option.columns.filter((column) => column.keys.some((key) => keys.includes(key)));
  const lacking = option.columns.filter((column) => column.wanted && !found.includes(column));
  return { found, lacking };
}

export function fits(option: FormatLook, look: Look): Fit {
  // Archives are unpacked by the server; what is in them cannot be told from here.
  if (look.family === 'zip' || look.family === 'gzip') return 'maybe';
  // A format this browser knows no signs of.
  if (!option.family) return look.family === 'empty' ? 'no' : 'maybe';
  if (option.family === 'csv' && look.family === 'csv' && option.columns.length > 0) {
    const { found } = columnsOf(option, look.headings ?? []);
    return found.length >= 2 && found.length * 2 >= (look.headings ?? []).filter(Boolean).length ? 'yes' : 'no';
  }
  if (option.family === 'text') {
    if (look.family !== 'text' && look.family !== 'csv') return 'no';
  } else if (option.family !== look.family) return 'no';
  if (option.family === 'xlsx') return 'maybe';
  if (option.marks.length === 0) return option.family === 'text' || option.family === 'json' ? 'maybe' : 'yes';
  const there = (mark: string) => {
    if (look.family === 'xml') return look.root === mark;
    if (look.family === 'json') return look.keys?.includes(mark) ?? false;
    return look.head.includes(mark);
  };
  return option.marks.some((group) => group.every(there)) ? 'yes' : 'no';
}

export interface Covered {
  slot: Slot;
  fit: Fit;
  /** Names of files that are or may be it. */
  by: string[];
}

/** A chosen file; one that was sent in an earlier visit has no look. */
export interface Seen {
  name: string;
  look?: Look | undefined;
}

/** Which kinds of evidence are there, and which lack. */
export function coverage(needs: Needs, files: readonly Seen[], formFilled: boolean): Covered[] {
  return needs.slots.map((slot) => {
    let fit: Fit = slot.options.some((option) => option.family === 'form') && formFilled ? 'yes' : 'no';
    const by: string[] = [];
    for (const file of files) {
      const look = file.look;
      const own = look ? slot.options.map((option) => fits(option, look)).reduce<Fit>(better, 'no') : 'maybe';
      if (own === 'no') continue;
      by.push(file.name);
      fit = better(fit, own);
    }
    return { slot, fit, by };
  });
}

/** The table a file comes closest to among all that are asked for, and what it lacks of it; null when it is no table. */
export function closest(needs: readonly Needs[], look: Look) {
  if (look.family !== 'csv') return null;
  const headings = look.headings ?? [];
  const options = needs.flatMap((each) => each.slots.flatMap((slot) => slot.options)).filter((option) => option.family === 'csv' && option.columns.length > 0);
  return options
    .map((option) => ({ option, ...columnsOf(option, headings) }))
    .reduce<{ option: FormatLook; found: FormatLook['columns']; lacking: FormatLook['columns'] } | null>(
      (best, next) => (!best || next.found.length > best.found.length ? next : best),
      null,
    );
}
