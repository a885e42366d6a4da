import { Button, Empty, Timeline as AntTimeline } from 'antd';
import { Link } from 'react-router';
import type { Page as PageOf, Paging, TimelineEntry } from '../api/types';
import { isId, readable, useFields } from '../lib/fields';
import { usePages } from '../lib/lists';
import { moment } from '../lib/time';
import { useWords } from '../lib/words';
import { Trouble } from './Trouble';

/** The acts about one life, who did them and when. */
export function Timeline({ about, ask }: { about: readonly unknown[]; ask: (query: Paging) => Promise<PageOf<TimelineEntry>> }) {
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
                {entry.acting_for && ` ${t('timeline.actingFor', { name: named(entry.acting_for) })}`}
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
  const { t } = useWords();
  const text = useFields();
  if (!fields || typeof fields !== 'object') return null;
  const record = fields as Record<string, unknown>;
  return (
    <div className="small">
      {Object.entries(record)
        .filter(([name, value]) => readable(name, value))
        .map(([name, value]) => (
          <span key={name} style={{ marginRight: 14 }}>
            <span className="quiet">{text.name(name)}</span> {text.value(value)}
          </span>
        ))}
      {isId(record.submission) && (
        <div>
          <Link to={`/submissions/${record.submission}`}>{t('timeline.submission')}</Link>
        </div>
      )}
    </div>
  );
}
