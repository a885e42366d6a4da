import { Link } from 'react-router';
import { api } from '../api/client';
import type { NoticeRow } from '../api/types';
import { ListTable } from '../components/ListTable';
import { Page } from '../components/Page';
import { PlatformSelect } from '../components/PlatformSelect';
import { State } from '../components/State';
import { WordSelect } from '../components/WordSelect';
import { useFilters, usePages } from '../lib/lists';
import { moment } from '../lib/time';
import { useWords } from '../lib/words';

const kinds = ['intended', 'result', 'adverse_result', 'rectification', 'intended_state', 'state'];
const states = ['drafted', 'checked', 'issued', 'served', 'void'];

/** The register of notices: number, what, to whom, by whom, served when and how. */
export default function NoticesPage() {
  const { t, pick, named, word, period } = useWords();
  const { values, set } = useFilters(['platform', 'state', 'kind']);
  const pages = usePages(['notices', values], (query) => api.notices({ ...query, ...values }));
  const filtered = Object.values(values).some(Boolean);
  return (
    <Page title={t('notices.title')} asOf={pages.asOf} sub={<span>{t('notices.hint')}</span>}>
      <section className="paper">
        <div className="filters" role="search">
          <label>
            <span aria-hidden="true">{t('app.platform')}</span>
            <PlatformSelect value={values.platform} onChange={(platform) => set({ platform })} />
          </label>
          <WordSelect family="noticeKind" values={kinds} label={t('notices.kind')} value={values.kind} onChange={(kind) => set({ kind })} />
          <WordSelect family="notice" values={states} label={t('app.state')} value={values.state} onChange={(state) => set({ state })} />
        </div>
        <ListTable<NoticeRow>
          pages={pages}
          rowKey="id"
          label={t('notices.title')}
          empty={t(filtered ? 'app.nothingMatches' : 'notices.empty')}
          columns={[
            {
              title: t('notices.number'), key: 'number', width: 210,
              render: (_, row) => (
                <>
                  <div><Link to={`/notices/${row.id}`}>{row.number ?? t('notices.unnumbered')}</Link></div>
                  <div className="quiet small">{pick(row.title_zh, row.title_en)}</div>
                </>
              ),
            },
            { title: t('app.platform'), key: 'platform', width: 130, render: (_, row) => named(row.platform) },
            {
              title: t('app.obligation'), key: 'obligation', width: 210,
              render: (_, row) => (<>{pick(row.obligation_zh, row.obligation_en)}{row.obligation && <div className="quiet small">{row.obligation} · {period(row.period)}</div>}{row.escalation && <Link to={`/escalations?platform=${row.platform.id}`}>{t('escalations.title')}</Link>}</>),
            },
            { title: t('notices.recipient'), key: 'recipient', render: (_, row) => named(row.recipient) },
            { title: t('app.state'), dataIndex: 'state', render: (value: string) => <State family="notice" value={value} /> },
            { title: t('notices.issued'), key: 'issued', render: (_, row) => (<>{moment(row.issued_at)}<div className="quiet small">{named(row.issued_by)}</div></>) },
            { title: t('notices.served'), key: 'served', render: (_, row) => row.served_at && (<>{moment(row.served_at)}<div className="quiet small">{word('serviceMethod', row.method)}</div></>) },
          ]}
        />
      </section>
    </Page>
  );
}
