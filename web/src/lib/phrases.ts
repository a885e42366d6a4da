import type { FileSummary, RuleResult } from '../api/types';

type Say = (key: string, options?: Record<string, unknown>) => string;

/** How many failing rows a phrase names; the provider sees all of them beside the result. */
const named = 3;

/** A sentence for the provider out of a result: what is wrong, by which rule and clause, in which rows of which file. */
export function phrase(result: RuleResult, files: FileSummary[], t: Say, pick: (zh?: string | null, en?: string | null) => string): string {
  const name = (digest: string | null | undefined) => files.find((file) => file.sha256 === digest)?.name ?? '';
  const places = result.rows
    .slice(0, named)
    .map((row) => [name(row.file), row.place].filter(Boolean).join(' '))
    .filter(Boolean);
  const more = places.length > 0 && result.rows_total > places.length ? t('phrases.more', { count: result.rows_total }) : '';
  const cited = [
    t('phrases.rule', { rule: result.rule }),
    result.clause ? t('phrases.clause', { clause: result.clause }) : '',
    places.length > 0 ? places.join(t('app.comma')) + more : '',
  ].filter(Boolean);
  const message = pick(result.message_zh, result.message_en).replace(/[。.]$/, '');
  return t(result.outcome === 'undetermined' && result.missing ? 'phrases.missing' : 'phrases.wrong', {
    message,
    missing: result.missing ?? '',
    cited: cited.join(t('app.comma')),
  });
}
