import { Empty, Table } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { DueRow, Home } from '../api/types';
import { useSession } from '../lib/session';
import { useWords } from '../lib/words';
import { ButtonLink } from './ButtonLink';
import { useDueColumns, useRectificationColumns, useSubmissionColumns } from './columns';

/** What waits, what is due, what must be put right: the first rows of each list. */
export function HomeLists({ home }: { home: Home }) {
  const { t } = useWords();
  const { organisation_role: role, may } = useSession();
  const dues = [
    ...useDueColumns(),
    ...(may('submit')
      ? [{
          title: t('app.actions'), key: 'act',
          render: (_: unknown, row: DueRow) => row.party === role && <ButtonLink size="small" to={`/submit?platform=${row.platform.id}&due=${row.id}`}>{t('home.submitThis')}</ButtonLink>,
        }]
      : []),
  ];
  const submissions = useSubmissionColumns(role === 'supervisor');
  const rectifications = useRectificationColumns();
  const none = (text: string) => ({ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={text} /> });
  const common = { size: 'small', rowKey: 'id', pagination: false, scroll: { x: true } } as const;
  return (
    <>
      {may('view_submissions') && (role === 'supervisor' || home.waiting.length > 0) && (
        <Section title={t(role === 'supervisor' ? 'home.waiting' : 'home.beingReviewed')} more={may('review_submissions') ? '/queue' : '/submissions'}>
          <Table {...common} aria-label={t('home.waiting')} dataSource={home.waiting} columns={submissions} locale={none(t('home.nothingWaits'))} />
        </Section>
      )}
      {may('view_dues') && (
        <Section title={t(role === 'supervisor' ? 'home.duesSupervisor' : 'home.dues')} more="/dues"
          extra={may('submit') && <Link to="/submit">{t('home.submitNow')}</Link>}>
          <Table {...common} aria-label={t('home.dues')} dataSource={home.dues} columns={dues} locale={none(t(may('submit') ? 'home.nothingDue' : 'home.nothingDueSupervisor'))} />
        </Section>
      )}
      {may('view_rectifications') && (
        <Section title={t('home.rectifications')} more="/rectifications">
          <Table {...common} aria-label={t('home.rectifications')} dataSource={home.rectifications} columns={rectifications} locale={none(t('home.nothingToRectify'))} />
        </Section>
      )}
    </>
  );
}

function Section({ title, more, extra, children }: { title: string; more: string; extra?: ReactNode; children: ReactNode }) {
  const { t } = useWords();
  return (
    <section className="paper" aria-label={title}>
      <div style={{ display: 'flex', gap: 16 }}>
        <h2 className="section-title" style={{ flex: 1 }}>{title}</h2>
        {extra}
        <Link to={more} aria-label={`${title} – ${t('home.all')}`}>{t('home.all')}</Link>
      </div>
      {children}
    </section>
  );
}
