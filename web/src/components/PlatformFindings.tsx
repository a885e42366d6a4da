import { useState } from 'react';
import { Link } from 'react-router';
import { api } from '../api/client';
import type { Finding } from '../api/types';
import { useFilters, usePages } from '../lib/lists';
import { useSession } from '../lib/session';
import { day, moment } from '../lib/time';
import { useWords } from '../lib/words';
import { ListTable } from './ListTable';
import { DeviationRequest } from './DeviationRequest';
import { FindingSeverity, FindingStatus } from './FindingDeviation';
import { HistoryAction } from './HistoryAction';
import { Place } from './Place';
import { WordSelect } from './WordSelect';

/** Findings over time: new, persistent, reappeared, fixed, not scanned. */
export function PlatformFindings({ platform }: { platform: string }) {
  const { t } = useWords();
  const { may } = useSession();
  const [chosen, setChosen] = useState<string[]>([]);
  const { values, set } = useFilters(['status', 'severity']);
  const pages = usePages(['findings', platform, values], (query) => api.findings(platform, { ...query, ...values }));
  return (
    <section className="paper">
      <div className="filters" role="search">
        <WordSelect family="findingStatus" values={['new', 'persistent', 'reappeared', 'fixed', 'not_scanned']} label={t('app.state')} value={values.status} onChange={(next) => set({ status: next })} />
        <WordSelect family="severity" values={['critical', 'high', 'medium', 'low', 'info']} label={t('findings.severity')} value={values.severity} onChange={(next) => set({ severity: next })} />
        {may('request_deviation') && <DeviationRequest platform={platform} findings={chosen} onDone={() => setChosen([])} />}
        {may('import_history') && <HistoryAction platform={platform} />}
        {pages.asOf && <span className="quiet small">{t('app.asOf', { time: moment(pages.asOf) })}</span>}
      </div>
      <ListTable<Finding>
        pages={pages}
        rowKey="id"
        label={t('platforms.findings')}
        empty={t(values.status || values.severity ? 'app.nothingMatches' : 'findings.empty')}
        selection={
          may('request_deviation')
            ? { chosen, onChoose: setChosen, may: (row) => row.status !== 'fixed' && !row.disowned, name: (row) => t('deviations.tickFinding', { title: row.title ?? row.rule_id ?? '', component: row.component ?? '' }) }
            : undefined
        }
        columns={[
          { title: t('findings.severity'), key: 'severity', render: (_, row) => <FindingSeverity finding={row} /> },
          {
            title: t('findings.finding'), key: 'title', width: 320,
            render: (_, row) => (
              <>
                {row.title ?? row.rule_id ?? t('app.none')}
                <div className="quiet small">{[...row.cves.slice(0, 3), row.title ? row.rule_id : null].filter(Boolean).join(' · ')}</div>
              </>
            ),
          },
          { title: t('app.state'), key: 'status', width: 170, render: (_, row) => <FindingStatus finding={row} /> },
          { title: t('findings.component'), key: 'component', width: 190, render: (_, row) => (<>{row.component ?? ''}<div className="quiet small">{row.location ?? ''}</div></>) },
          { title: t('findings.firstSeen'), dataIndex: 'first_seen', render: (value: string) => <span className="nowrap">{day(value)}</span> },
          { title: t('findings.lastSeen'), dataIndex: 'last_seen', render: (value: string) => <span className="nowrap">{day(value)}</span> },
          { title: t('findings.fixedAt'), dataIndex: 'fixed_at', render: (value: string | null) => <span className="nowrap">{day(value)}</span> },
          {
            title: t('findings.source'), key: 'source', width: 190,
            render: (_, row) => (
              <>
                <div>{row.submission ? may('view_submissions') && <Link to={`/submissions/${row.submission}`}>{t('app.submission')}</Link> : t('history.source')}</div>
                <div className="quiet small"><Place submission={may('view_submissions') ? (row.submission ?? undefined) : undefined} sha256={row.file} place={row.place} /> {row.source_tool}</div>
              </>
            ),
          },
        ]}
      />
    </section>
  );
}
