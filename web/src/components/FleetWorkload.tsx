import { Table, type TableColumnsType } from 'antd';
import { Link } from 'react-router';
import { api } from '../api/client';
import type { ReviewerFigures, WaitingItem } from '../api/types';
import { useFleet } from '../lib/fleet';
import { useSession } from '../lib/session';
import { day, moment } from '../lib/time';
import { useWords } from '../lib/words';
import { Waited } from './columns';
import { Figures } from './Figures';
import { Loaded } from './Page';
import { Mark } from './State';
import { StackedBars } from './StackedBars';

/** How the supervisor itself keeps up: what waits, for how long, and how quickly verdicts are given. */
export function FleetWorkload({ onAsOf }: { onAsOf: (asOf: string | undefined) => void }) {
  const { t, pick, named } = useWords();
  const { may } = useSession();
  const query = useFleet(['workload'], api.fleetWorkload, onAsOf);
  const waiting: TableColumnsType<WaitingItem> = [
    { title: t('app.obligation'), key: 'obligation', render: (_, row) => <Link to={`/submissions/${row.submission}`}>{pick(row.title_zh, row.title_en)}</Link> },
    { title: t('app.platform'), key: 'platform', render: (_, row) => named(row.platform) },
    { title: t('fleet.received'), dataIndex: 'received_at', render: (at: string) => <span className="nowrap">{moment(at)}</span> },
    { title: t('fleet.waitsFor'), key: 'waited', render: (_, row) => <Waited since={row.received_at} /> },
    { title: t('fleet.reviewer'), key: 'reviewer', render: (_, row) => (row.reviewer ? named(row.reviewer) : t('fleet.nobody')) },
    { title: t('app.state'), key: 'overdue', render: (_, row) => row.overdue && <Mark tone="bad">{t('fleet.reviewOverdue')}</Mark> },
  ];
  const people: TableColumnsType<ReviewerFigures> = [
    { title: t('fleet.reviewer'), key: 'reviewer', render: (_, row) => named(row.reviewer) },
    { title: t('fleet.holding'), dataIndex: 'holding', align: 'right' },
    { title: t('fleet.verdicts'), dataIndex: 'verdicts', align: 'right' },
    { title: t('fleet.medianDays'), dataIndex: 'median_days', align: 'right', render: (days: number | null) => days ?? '—' },
  ];
  return (
    <Loaded query={query}>
      {(data) => (
        <div className="stack">
          <Figures
            figures={[
              { label: t('fleet.waiting'), value: data.waiting, tone: 'active', ...(may('review_submissions') ? { to: '/queue' } : { to: '/submissions?state=assessed' }) },
              { label: t('fleet.untaken'), value: data.untaken, tone: 'waiting', to: '/submissions?state=assessed' },
              { label: t('fleet.reviewsOverdue'), value: data.overdue, tone: 'bad', ...(may('review_submissions') ? { to: '/queue' } : {}) },
              { label: t('fleet.medianDays'), value: data.median_days ?? 0, tone: 'neutral' },
              { label: t('fleet.verdicts'), value: data.verdicts, tone: 'neutral', to: '/submissions?state=decided' },
            ]}
          />
          <section className="paper">
            <h2>{t('fleet.ages')}</h2>
            <StackedBars
              rows={[t('fleet.age0'), t('fleet.age1'), t('fleet.age2'), t('fleet.age3')]}
              series={[{ name: t('fleet.waiting'), tone: 'active', values: data.ages }]}
              label={t('fleet.ages')}
              legend={false}
            />
            <p className="quiet small">
              {t('fleet.termHint', { count: data.term_workdays })} {pick(data.term_source_zh, data.term_source_en)}
            </p>
          </section>
          <section className="paper">
            <h2>{t('fleet.oldest')}</h2>
            <Table<WaitingItem> aria-label={t('fleet.oldest')} size="small" rowKey="submission" columns={waiting} dataSource={data.oldest} pagination={false} locale={{ emptyText: t('fleet.nothingWaits') }} />
          </section>
          <section className="paper">
            <h2>{t('fleet.reviewers')}</h2>
            <Table<ReviewerFigures> aria-label={t('fleet.reviewers')} size="small" rowKey={(row) => row.reviewer.id} columns={people} dataSource={data.reviewers} pagination={false} />
            <p className="quiet small">{t('fleet.workHint', { day: day(data.since) })}</p>
          </section>
        </div>
      )}
    </Loaded>
  );
}
