import { Input } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { api } from '../api/client';
import type { PlatformRow } from '../api/types';
import { ButtonLink } from '../components/ButtonLink';
import { ListTable } from '../components/ListTable';
import { ExportButton } from '../components/ExportButton';
import { ImportAction } from '../components/ImportAction';
import { Page } from '../components/Page';
import { Mark, State } from '../components/State';
import { usePages } from '../lib/lists';
import { useSession } from '../lib/session';
import { useWords } from '../lib/words';

export default function PlatformsPage() {
  const { t, word, named } = useWords();
  const { may } = useSession();
  const [text, setText] = useState('');
  const pages = usePages(['platforms'], api.platforms);
  const rows = pages.rows?.filter((row) => !text || `${row.name ?? ''} ${row.provider.name ?? ''}`.toLowerCase().includes(text.toLowerCase()));
  const count = (value: number, bad: boolean) => <span className={bad && value > 0 ? 'bad' : ''}>{value}</span>;
  return (
    <Page
      title={t('platforms.title')}
      asOf={pages.asOf}
      actions={
        <>
          {may('manage_platforms') && <ImportAction sheet="platforms" hint={t('sheet.hint.platforms')} />}
          <ExportButton sheet="platforms" />
          {may('manage_platforms') && <ButtonLink type="primary" to="/platforms/new">{t('platforms.register')}</ButtonLink>}
        </>
      }
    >
      <section className="paper">
        <div className="filters">
          <Input.Search allowClear aria-label={t('platforms.search')} placeholder={t('platforms.search')} style={{ width: 300 }} value={text} onChange={(event) => setText(event.target.value)} />
        </div>
        <ListTable<PlatformRow>
          pages={{ ...pages, rows }}
          rowKey="id"
          label={t('platforms.title')}
          empty={t(may('manage_platforms') ? 'platforms.emptyManage' : 'platforms.empty')}
          columns={[
            { title: t('app.platform'), key: 'name', width: 220, render: (_, row) => <Link to={`/platforms/${row.id}`}>{row.name ?? t('app.erased')}</Link> },
            { title: t('platforms.provider'), key: 'provider', width: 180, render: (_, row) => named(row.provider) },
            { title: t('platforms.level'), dataIndex: 'level', render: (value: string) => <span className="nowrap">{word('level', value)}</span> },
            { title: t('platforms.state'), dataIndex: 'state', render: (value: string) => <State family="supervision" value={value} /> },
            {
              title: t('platforms.authorisation'),
              key: 'authorisation',
              render: (_, { authorisation }) =>
                authorisation ? (
                  <span className="states">
                    <State family="authorisation" value={authorisation.result} />
                    <span className="small nowrap">{t('platforms.until', { date: authorisation.valid_until })}</span>
                    {authorisation.renewal_due && <Mark tone="waiting">{t('platforms.renewalDue')}</Mark>}
                  </span>
                ) : (
                  <span className="quiet">{t('platforms.notAuthorised')}</span>
                ),
            },
            { title: t('home.overdue'), key: 'overdue', align: 'right', render: (_, row) => count(row.standing.overdue, true) },
            { title: t('home.toReview'), key: 'review', align: 'right', render: (_, row) => count(row.standing.to_review, false) },
            { title: t('words.standing.non_compliant'), key: 'bad', align: 'right', render: (_, row) => count(row.standing.non_compliant, true) },
            {
              title: t('home.rectificationsOpen'), key: 'rectifications', align: 'right',
              render: (_, row) => count(row.standing.rectifications_open, row.standing.rectifications_overdue > 0),
            },
            {
              title: t('home.severeFindings'), key: 'findings', align: 'right',
              render: (_, row) => count(row.standing.findings_critical + row.standing.findings_high, true),
            },
          ]}
        />
      </section>
    </Page>
  );
}
