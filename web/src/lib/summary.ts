/** What a reader found in one file, in figures. Moments are milliseconds since 1970. */
export interface Summary {
  by_severity?: Record<string, number>;
  errors?: { place: string; rule: string; message: string }[];
  [figure: string]: unknown;
}

/** Shown elsewhere in the row, or only of interest in the full document. */
const elsewhere = new Set(['format', 'bytes', 'by_severity', 'errors']);
const moments = new Set(['produced_at', 'collected_from', 'collected_to', 'started_at', 'ended_at']);

/** Figures worth a look: what is there, never a row of noughts. */
export function figures(summary: Summary): [string, unknown][] {
  return Object.entries(summary).flatMap(([name, value]): [string, unknown][] => {
    if (elsewhere.has(name) || value === null || value === undefined || value === 0 || value === '') return [];
    if (Array.isArray(value)) return value.length > 0 && value.every((each) => typeof each !== 'object') ? [[name, value]] : [];
    if (typeof value === 'object') return [];
    if (moments.has(name) && typeof value === 'number') return [[name, new Date(value).toISOString()]];
    return [[name, value]];
  });
}

/** Counts by severity that are not nought; null when there are none. */
export function severities(summary: Summary): Record<string, number> | null {
  const entries = Object.entries(summary.by_severity ?? {}).filter(([, count]) => typeof count === 'number' && count > 0);
  return entries.length > 0 ? Object.fromEntries(entries) : null;
}

export const summaryOf = (value: unknown): Summary => (value && typeof value === 'object' && !Array.isArray(value) ? (value as Summary) : {});
