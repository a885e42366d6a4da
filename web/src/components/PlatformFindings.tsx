import { Link } from 'react-router';
import { api } from '../api/client';
import type { Finding } from '../api/types';
import { useFilters, usePages } from '../lib/lists';
import { useSession } from '../lib/session';
import { day, moment } from '../lib/time';
import { useWords } from '../lib/words';
import { ExportButton } from './ExportButton';
import { ListTable } from './ListTable';
import { Place } from './Place';
import { State } from './State';
import { WordSelect } from './WordSelect';

/** Findings over time: new, persistent, reappeared, fixed, not scanned. */
export function PlatformFindings({ platform }: { platform: string }) {
  const { t } = useWords();
  const { may } = useSession();
  const { values, set } = useFilters(['status', 'severity']);
  const pages = usePages(['findings', platform, values], (query) => api.findings(platform, { ...query, ...values }));
  return (
    <section className="paper">
      <div className="filters" role="search">
        <WordSelect family="findingStatus" values={['new', 'persistent', 'reappeared', 'fixed', 'not_scanned']} label={t('app.state')} value={values.status} onChange={(next) => set({ status: next })} />
        <WordSelect family="severity" values={['critical', 'high', 'medium', 'low', 'info']} label={t('findings.severity')} value={values.severity} onChange={(next) => set({ severity: next })} />
        <ExportButton sheet={`findings/${platform}`} query={values} />
        {pages.asOf && <span className="quiet small">{t('app.asOf', { time: moment(pages.asOf) })}</span>}
      </div>
      <ListTable<Finding>
        pages={pages}
        rowKey="id"
        label={t('platforms.findings')}
        empty={t(values.status || values.severity ? 'app.nothingMatches' : 'findings.empty')}
        columns={[
          { title: t('findings.severity'), dataIndex: 'severity', render: (value: string) => <State family="severity" value={value} /> },
          {
            title: t('findings.finding'), key: 'title', width: 320,
            render: (_, row) => (
              <>
                {row.title ?? row.rule_id ?? t('app.none')}
                <div className="quiet small">{[...row.cves.slice(0, 3), row.title ? row.rule_id : null].filter(Boolean).join(' · ')}</div>
              </>
            ),
          },
          { title: t('app.state'), dataIndex: 'status', render: (value: string) => <State family="findingStatus" value={value} /> },
          { title: t('findings.component'), key: 'component', width: 190, render: (_, row) => (<>{row.component ?? ''}<div className="quiet small">{row.location ?? ''}</div></>) },
          { title: t('findings.firstSeen'), dataIndex: 'first_seen', render: (value: string) => <span className="nowrap">{day(value)}</span> },
          { title: t('findings.lastSeen'), dataIndex: 'last_seen', render: (value: string) => <span className="nowrap">{day(value)}</span> },
          { title: t('findings.fixedAt'), dataIndex: 'fixed_at', render: (value: string | null) => <span className="nowrap">{day(value)}</span> },
          {
            title: t('findings.source'), key: 'source', width: 190,
            render: (_, row) => (
              <>
                <div>{may('view_submissions') ? <Link to={`/submissions/${row.submission}`}>{t('app.submission')}</Link> : ''}</div>
                <div className="quiet small"><Place submission={may('view_submissions') ? row.submission : undefined} sha256={row.file} place={row.place} /> {row.source_tool}</div>
              </>
            ),
          },
        ]}
      />
    </section>
  );
}
