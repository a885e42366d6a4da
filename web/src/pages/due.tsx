import { Descriptions, Empty, Table } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { api } from '../api/client';
import type { Due } from '../api/types';
import { Action, ReasonField } from '../components/Action';
import { ButtonLink } from '../components/ButtonLink';
import { useSubmissionColumns } from '../components/columns';
import { ObligationNeeds } from '../components/ObligationNeeds';
import { Loaded, Page } from '../components/Page';
import { Reminders } from '../components/Reminders';
import { DueMarks } from '../components/State';
import { obligationPath } from '../lib/paths';
import { canSubmitTo } from '../lib/standing';
import { useSession } from '../lib/session';
import { deadline, span } from '../lib/time';
import { useWords } from '../lib/words';

export default function DuePage() {
  const { due = '' } = useParams();
  const { t, pick, named, period } = useWords();
  const query = useQuery({ queryKey: ['due', due], queryFn: () => api.due(due) });
  const data = query.data;
  return (
    <Page
      title={data ? pick(data.title_zh, data.title_en) : t('dues.one')}
      trail={[{ to: '/dues', title: t('dues.title') }]}
      marks={data && <DueMarks due={data} />}
      asOf={data?.as_of}
      sub={
        data && (
          <>
            <span>{data.obligation}</span>
            <Link to={`/platforms/${data.platform.id}`}>{named(data.platform)}</Link>
            <span>{period(data.period)}</span>
          </>
        )
      }
      actions={data && <DueActions due={data} />}
    >
      <Loaded query={query}>{(loaded) => <DueBody due={loaded} />}</Loaded>
    </Page>
  );
}

function DueActions({ due }: { due: Due }) {
  const { t } = useWords();
  const { may, organisation_role: role } = useSession();
  return (
    <>
      {may('submit') && due.party === role && canSubmitTo(due.standing) && (
        <ButtonLink type="primary" to={`/submit?platform=${due.platform.id}&due=${due.id}`}>
          {t('dues.submit')}
        </ButtonLink>
      )}
      {may('request_due') && due.standing === 'open' && (
        <Action
          label={t('dues.withdraw')}
          hint={t('dues.withdrawHint')}
          run={(values: { reason: string }) => api.withdrawDue(due.id, values)}
          done={t('dues.withdrawn')}
          button={{ danger: true }}
          fields={<ReasonField />}
        />
      )}
    </>
  );
}

function DueBody({ due }: { due: Due }) {
  const { t, word } = useWords();
  const { may } = useSession();
  const columns = useSubmissionColumns();
  const obligation = useQuery({ queryKey: ['obligation', due.obligation], queryFn: () => api.obligation(due.obligation), staleTime: Infinity });
  const [first, last] = span(due.start, due.end);
  return (
    <div className="stack">
      <section className="paper">
        <Descriptions
          size="small"
          column={{ xs: 1, md: 2, xl: 3 }}
          items={[
            { key: 'period', label: t('app.period'), children: `${first} – ${last}` },
            { key: 'due', label: t('dues.dueAt'), children: deadline(due.due_at) },
            { key: 'frequency', label: t('app.frequency'), children: word('frequency', due.frequency) },
            { key: 'party', label: t('dues.party'), children: word('party', due.party) },
            { key: 'origin', label: t('dues.origin'), children: word('origin', due.origin) },
            ...(due.extended_reason ? [{ key: 'extended', label: t('many.extended'), children: due.extended_reason }] : []),
            ...(due.reason ? [{ key: 'reason', label: t('app.reason'), children: due.reason }] : []),
            ...(due.calendar_verified ? [] : [{ key: 'calendar', label: t('app.unverified'), children: t('dues.calendarUnverified') }]),
          ]}
        />
      </section>
      <Reminders items={due.reminders} />
      {may('view_submissions') && (
        <section className="paper" aria-label={t('dues.submissions')}>
          <h2>{t('dues.submissions')}</h2>
          <Table
            size="small"
            rowKey="id"
            pagination={false}
            scroll={{ x: true }}
            dataSource={due.submissions}
            columns={columns}
            locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t(may('submit') ? 'dues.noSubmissionsSubmit' : 'dues.noSubmissions')} /> }}
          />
        </section>
      )}
      <section className="paper" aria-label={t('dues.required')}>
        <h2>
          {t('dues.required')} <Link className="small" style={{ fontWeight: 400 }} to={obligationPath(due.obligation)}>{t('dues.fullObligation')}</Link>
        </h2>
        <Loaded query={obligation}>{(loaded) => <ObligationNeeds obligation={loaded} />}</Loaded>
      </section>
    </div>
  );
}
