import { Button, Empty, Timeline as AntTimeline } from 'antd';
import { Link } from 'react-router';
import type { ListQuery } from '../api/client';
import type { Page as PageOf, TimelineEntry } from '../api/types';
import { usePages } from '../lib/lists';
import { moment } from '../lib/time';
import { say } from '../lib/values';
import { useWords } from '../lib/words';
import { Trouble } from './Trouble';

/** Identifiers and digests add nothing for a reader here; they stand in the receipt. */
const plain = (name: string, value: unknown): boolean =>
  name !== 'type' && value !== null && typeof value !== 'object' && !/^[0-9a-f]{64}$|^[0-9A-HJKMNP-TV-Z]{26}$/.test(String(value));

/** The acts about one life, who did them and when. */
export function Timeline({ about, ask }: { about: readonly unknown[]; ask: (query: ListQuery) => Promise<PageOf<TimelineEntry>> }) {
  const { t, word, named } = useWords();
  const pages = usePages(['timeline', ...about], ask);
  if (pages.error) return <Trouble error={pages.error} retry={() => void pages.refetch()} />;
  if (pages.rows?.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('timeline.empty')} />;
  return (
    <>
      <AntTimeline
        items={(pages.rows ?? []).map((entry) => ({
          key: entry.act,
          content: (
            <div>
              <b>{word('act', entry.kind)}</b> <span className="quiet small">{t('timeline.place', { seq: entry.seq })}</span>
              <div className="quiet small">
                {moment(entry.at)} · {entry.by ? named(entry.by) : t('timeline.system')}
                {entry.organisation && ` · ${named(entry.organisation)}`}
              </div>
              <Fields fields={entry.fields} />
            </div>
          ),
        }))}
      />
      {pages.hasNextPage && (
        <Button size="small" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t('app.loadMore')}
        </Button>
      )}
    </>
  );
}

function Fields({ fields }: { fields: unknown }) {
  const { t, word } = useWords();
  if (!fields || typeof fields !== 'object') return null;
  const record = fields as Record<string, unknown>;
  const submission = typeof record.submission === 'string' ? record.submission : null;
  const shown = Object.entries(record).filter(([name, value]) => plain(name, value));
  return (
    <div className="small">
      {shown.map(([name, value]) => (
        <span key={name} style={{ marginRight: 14 }}>
          <span className="quiet">{word('field', name)}</span> {typeof value === 'number' && value > 1e11 ? moment(new Date(value).toISOString()) : say(anyWord(word, value), t)}
        </span>
      ))}
      {submission && <Link to={`/submissions/${submission}`}>{t('timeline.submission')}</Link>}
    </div>
  );
}

const families = ['verdict', 'level', 'authorisation', 'frequency', 'party', 'eventKind', 'role', 'orgRole'];

function anyWord(word: (family: string, value: string) => string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  for (const family of families) {
    const text = word(family, value);
    if (text !== value) return text;
  }
  return value;
}
