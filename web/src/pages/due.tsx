import { DatePicker, Descriptions, Empty, Form, Radio, Table } from 'antd';
import { useQuery } from '@tanstack/react-query';
import type { Dayjs } from 'dayjs';
import { Link, useParams } from 'react-router';
import { api } from '../api/client';
import type { Due } from '../api/types';
import { Action, ReasonField } from '../components/Action';
import { ButtonLink } from '../components/ButtonLink';
import { useSubmissionColumns } from '../components/columns';
import { ObligationNeeds } from '../components/ObligationNeeds';
import { Loaded, Page } from '../components/Page';
import { Reminders } from '../components/Reminders';
import { DueMarks, State } from '../components/State';
import { obligationPath } from '../lib/paths';
import { canSubmitTo } from '../lib/standing';
import { useSession } from '../lib/session';
import { deadline, endOfDay, moment, picker, span } from '../lib/time';
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
      <ExtensionActions due={due} />
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

/** Asking for more time, and the answer to it. */
function ExtensionActions({ due }: { due: Due }) {
  const { t } = useWords();
  const { may, organisation_role: role } = useSession();
  const waits = ['open', 'not_admitted', 'returned'].includes(due.standing);
  return (
    <>
      {may('ask_extension') && due.party === role && waits && due.extension !== 'requested' && (
        <Action<{ until: Dayjs; reason: string }>
          label={t('dues.ask')}
          hint={t('dues.askHint')}
          run={(values) => api.askDueExtension(due.id, { until: endOfDay(values.until), reason: values.reason })}
          done={t('dues.asked')}
          fields={
            <>
              <Form.Item name="until" label={t('dues.askUntil')} rules={[{ required: true, message: t('app.required') }]} extra={t('app.endOfDay')}>
                <DatePicker minDate={picker(due.due_at)} />
              </Form.Item>
              <ReasonField />
            </>
          }
        />
      )}
      {may('review_submissions') && due.extension === 'requested' && (
        <Action<{ grant: boolean; reason?: string }>
          label={t('rectifications.answerExtension')}
          hint={t('rectifications.extensionRequested', { time: deadline(due.extension_until) })}
          initial={{ grant: true }}
          run={(values) => api.answerDueExtension(due.id, { grant: values.grant, reason: values.reason?.trim() ? values.reason : null })}
          done={t('rectifications.answeredExtension')}
          fields={
            <>
              <Form.Item name="grant" label={t('rectifications.answer')}>
                <Radio.Group options={[{ value: true, label: t('rectifications.grant') }, { value: false, label: t('rectifications.refuse') }]} />
              </Form.Item>
              <Form.Item noStyle shouldUpdate>
                {({ getFieldValue }) => <ReasonField required={getFieldValue('grant') === false} />}
              </Form.Item>
            </>
          }
        />
      )}
    </>
  );
}

function DueBody({ due }: { due: Due }) {
  const { t, word, named } = useWords();
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
            ...(due.extension !== 'none'
              ? [{
                  key: 'extension', label: t('dues.moreTime'),
                  children: (
                    <>
                      <State family="extension" value={due.extension} /> {deadline(due.extension_until)} {due.extension_reason}
                      {due.planned_due_at && <div className="quiet small">{t('dues.plannedDueAt', { time: deadline(due.planned_due_at) })}</div>}
                    </>
                  ),
                }]
              : []),
            ...(due.assignment
              ? [{ key: 'assignee', label: t('dues.assignee'), children: t('dues.assignedBy', { name: named(due.assignment.assignee), by: named(due.assignment.by), time: moment(due.assignment.at) }) }]
              : []),
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
