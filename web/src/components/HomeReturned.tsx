import { Empty, Table } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { api } from '../api/client';
import type { DueRow } from '../api/types';
import { deadline } from '../lib/time';
import { useWords } from '../lib/words';
import { ObligationName } from './columns';
import { ButtonLink } from './ButtonLink';
import { State } from './State';

/** What came back and why, with the way to hand it in again beside it. */
export function HomeReturned({ rows }: { rows: DueRow[] }) {
  const { t, named, period } = useWords();
  return (
    <section className="paper" aria-label={t('home.sentBack')}>
      <div style={{ display: 'flex', gap: 16 }}>
        <h2 className="section-title" style={{ flex: 1 }}>{t('home.sentBack')}</h2>
        <Link to="/dues?standing=returned" aria-label={`${t('home.sentBack')} – ${t('home.all')}`}>{t('home.all')}</Link>
      </div>
      <Table<DueRow>
        size="small"
        rowKey="id"
        pagination={false}
        scroll={{ x: true }}
        aria-label={t('home.sentBack')}
        dataSource={rows}
        locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('home.nothingSentBack')} /> }}
        columns={[
          { title: t('app.obligation'), key: 'obligation', width: 240, render: (_, row) => <ObligationName row={row} to={`/dues/${row.id}`} /> },
          { title: t('app.platform'), key: 'platform', render: (_, row) => named(row.platform) },
          { title: t('app.period'), key: 'period', render: (_, row) => <span className="nowrap">{period(row.period)}</span> },
          { title: t('app.state'), key: 'state', render: (_, row) => <State family="standing" value={row.standing} /> },
          { title: t('home.why'), key: 'why', width: 320, render: (_, row) => row.submission && <Why submission={row.submission} /> },
          {
            title: t('app.actions'), key: 'act',
            render: (_, row) => (
              <ButtonLink size="small" type="primary" to={`/submit?platform=${row.platform.id}&due=${row.id}`}>
                {t('home.again')}
              </ButtonLink>
            ),
          },
        ]}
      />
    </section>
  );
}

/** The reviewer's words, or what kept the files from being read. */
function Why({ submission }: { submission: string }) {
  const { t, pick } = useWords();
  const query = useQuery({ queryKey: ['submission', submission], queryFn: () => api.submission(submission) });
  const data = query.data;
  if (!data) return null;
  const fault = data.not_admitted[0];
  return (
    <>
      <div>{data.return_reason ?? (fault ? `${fault.place}: ${pick(fault.message_zh ?? fault.message, fault.message)}` : t('app.erased'))}</div>
      {data.return_until && <div className="quiet small">{t('home.until', { time: deadline(data.return_until) })}</div>}
      <div className="small">
        <Link to={`/submissions/${submission}`}>{t('home.reasons')}</Link>
      </div>
    </>
  );
}
