import { Empty, Table } from 'antd';
import { api } from '../api/client';
import type { Platform } from '../api/types';
import { useSession } from '../lib/session';
import { day, moment } from '../lib/time';
import { useWords } from '../lib/words';
import { Action } from './Action';
import { Figures, type Figure } from './Figures';
import { Mark, State } from './State';

/** How a platform stands, and under what authorisation and mandate it is supervised. */
export function PlatformOverview({ platform }: { platform: Platform }) {
  const { t, word, named } = useWords();
  const { may } = useSession();
  const { standing, id } = platform;
  const dues = (query: string) => (may('view_dues') ? { to: `/dues?platform=${id}&${query}` } : {});
  const findings = (query: string) => (may('view_submissions') ? { to: `/platforms/${id}/findings${query}` } : {});
  const figures: Figure[] = [
    { label: t('home.overdue'), value: standing.overdue, tone: 'bad', ...dues('overdue=true') },
    { label: t('home.open'), value: standing.open, tone: 'active', ...dues('standing=open') },
    { label: t('home.toReview'), value: standing.to_review, tone: 'waiting', ...dues('standing=submitted') },
    { label: t('home.returned'), value: standing.returned, tone: 'bad', ...dues('standing=returned') },
    { label: t('words.standing.compliant'), value: standing.compliant, tone: 'good', ...dues('standing=compliant') },
    { label: t('words.standing.non_compliant'), value: standing.non_compliant, tone: 'bad', ...dues('standing=non_compliant') },
    { label: t('home.rectificationsOpen'), value: standing.rectifications_open, tone: 'waiting', ...(may('view_rectifications') ? { to: `/rectifications?platform=${id}` } : {}) },
    { label: t('home.rectificationsOverdue'), value: standing.rectifications_overdue, tone: 'bad', ...(may('view_rectifications') ? { to: `/rectifications?platform=${id}&overdue=true` } : {}) },
    { label: t('platforms.findingsOpen'), value: standing.findings_open, tone: 'waiting', ...findings('') },
    { label: t('platforms.findingsCritical'), value: standing.findings_critical, tone: 'bad', ...findings('?severity=critical') },
    { label: t('platforms.findingsHigh'), value: standing.findings_high, tone: 'bad', ...findings('?severity=high') },
  ];
  const common = { size: 'small', pagination: false, scroll: { x: true } } as const;
  const none = (text: string) => ({ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={text} /> });
  return (
    <div className="stack">
      <Figures figures={figures} />
      <section className="paper" aria-label={t('platforms.authorisation')}>
        <h2>{t('platforms.authorisation')}</h2>
        <Table
          {...common}
          rowKey="id"
          dataSource={platform.authorisations}
          locale={none(t('platforms.authoriseHint'))}
          columns={[
            { title: t('platforms.result'), dataIndex: 'result', render: (value: string) => <State family="authorisation" value={value} /> },
            { title: t('platforms.validity'), key: 'valid', render: (_, row) => <span className="nowrap">{`${row.valid_from} – ${row.valid_until}`}</span> },
            { title: t('platforms.conditions'), dataIndex: 'conditions', width: 320, render: (value: string | null) => value ?? t('app.none') },
            {
              title: t('platforms.renewal'),
              key: 'renewal',
              render: (_, row) => (
                <span className="states">
                  <span>{t('platforms.remind', { count: row.remind_days })}</span>
                  {row.renewal_due && <Mark tone="waiting">{t('platforms.renewalDue')}</Mark>}
                  {row.renewal_applied_at && <Mark tone="active">{t('platforms.renewalApplied', { time: moment(row.renewal_applied_at) })}</Mark>}
                </span>
              ),
            },
          ]}
        />
      </section>
      <section className="paper" aria-label={t('platforms.mandates')}>
        <h2>{t('platforms.mandates')}</h2>
        <Table
          {...common}
          rowKey="id"
          dataSource={platform.mandates}
          columns={[
            { title: t('platforms.supervisor'), key: 'supervisor', render: (_, row) => named(row.supervisor) },
            { title: t('platforms.commissionedBy'), dataIndex: 'commissioned_by', render: (value: string | null) => value ?? t('app.erased') },
            { title: t('platforms.areas'), dataIndex: 'areas', render: (areas: string[]) => areas.map((area) => word('area', area)).join(t('app.comma')) },
            { title: t('platforms.validity'), key: 'valid', render: (_, row) => <span className="nowrap">{`${row.valid_from} – ${row.valid_until}`}</span> },
            { title: t('app.state'), key: 'current', render: (_, row) => <Mark tone={row.current ? 'good' : 'neutral'}>{t(row.current ? 'platforms.inForce' : 'platforms.notInForce')}</Mark> },
          ]}
        />
      </section>
      <section className="paper" aria-label={t('platforms.parties')}>
        <h2>{t('platforms.parties')}</h2>
        <Table
          {...common}
          rowKey={(row) => `${row.organisation.id} ${row.role}`}
          dataSource={platform.parties}
          locale={none(t('platforms.noParties'))}
          columns={[
            { title: t('app.organisation'), key: 'organisation', render: (_, row) => named(row.organisation) },
            { title: t('platforms.partyRole'), dataIndex: 'role', render: (value: string) => word('orgRole', value) },
            ...(may('manage_platforms')
              ? [
                  {
                    title: t('app.actions'),
                    key: 'actions',
                    render: (_: unknown, row: Platform['parties'][number]) => (
                      <Action
                        label={t('platforms.detach')}
                        hint={t('platforms.detachHint', { name: named(row.organisation) })}
                        run={() => api.detachParty(id, row.organisation.id, row.role)}
                        done={t('platforms.detached')}
                        button={{ size: 'small', danger: true }}
                      />
                    ),
                  },
                ]
              : []),
          ]}
        />
      </section>
      <p className="quiet small">
        {t('platforms.facts', { zone: platform.zone, date: day(platform.supervised_from) })}
        {' · '}
        {platform.plan_version == null ? t('plan.none') : t('plan.version', { version: platform.plan_version })}
      </p>
    </div>
  );
}
