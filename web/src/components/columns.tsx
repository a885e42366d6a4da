import type { TableColumnsType } from 'antd';
import { Link } from 'react-router';
import type { DueRow, RectificationRow, SubmissionRow } from '../api/types';
import { useServerClock } from '../lib/session';
import { between, deadline, moment } from '../lib/time';
import { useWords } from '../lib/words';
import { DueMarks, Mark, State } from './State';

/** An obligation by its title, with its number beneath. */
export function ObligationName({ row, to }: { row: { obligation: string; title_zh: string; title_en: string }; to: string }) {
  const { pick } = useWords();
  return (
    <>
      <div>
        <Link to={to}>{pick(row.title_zh, row.title_en)}</Link>
      </div>
      <div className="quiet small">{row.obligation}</div>
    </>
  );
}

/** How long something has been waiting, in days and hours. */
export function Waited({ since }: { since: string }) {
  const { t } = useWords();
  const { days, hours } = between(since, useServerClock());
  return <span className="nowrap">{days > 0 ? t('app.waitDays', { days, hours }) : t('app.waitHours', { hours })}</span>;
}

export function useDueColumns(withPlatform = true, withAssignee = false): TableColumnsType<DueRow> {
  const { t, word, named, period } = useWords();
  return [
    { title: t('app.obligation'), key: 'obligation', width: 260, render: (_, row) => <ObligationName row={row} to={`/dues/${row.id}`} /> },
    ...(withPlatform ? [{ title: t('app.platform'), key: 'platform', width: 170, render: (_: unknown, row: DueRow) => named(row.platform) }] : []),
    { title: t('app.frequency'), dataIndex: 'frequency', render: (value: string) => <span className="nowrap">{word('frequency', value)}</span> },
    { title: t('app.period'), dataIndex: 'period', render: (value: string) => <span className="nowrap">{period(value)}</span> },
    { title: t('dues.party'), dataIndex: 'party', render: (value: string) => <span className="nowrap">{word('party', value)}</span> },
    { title: t('dues.dueAt'), dataIndex: 'due_at', render: (value: string) => <span className="nowrap">{deadline(value)}</span> },
    {
      title: t('app.state'), key: 'state',
      render: (_, row) => (
        <span className="states">
          <DueMarks due={row} />
          {row.extension === 'requested' && <State family="extension" value={row.extension} />}
        </span>
      ),
    },
    ...(withAssignee ? [{ title: t('dues.assignee'), key: 'assignee', render: (_: unknown, row: DueRow) => <span className="nowrap">{row.assignee ? named(row.assignee) : ''}</span> }] : []),
  ];
}

export function useSubmissionColumns(withWaiting = false): TableColumnsType<SubmissionRow> {
  const { t, named, period } = useWords();
  return [
    { title: t('app.obligation'), key: 'obligation', width: 240, render: (_, row) => <ObligationName row={row} to={`/submissions/${row.id}`} /> },
    { title: t('app.platform'), key: 'platform', width: 150, render: (_, row) => named(row.platform) },
    { title: t('app.period'), dataIndex: 'period', render: (value: string) => <span className="nowrap">{period(value)}</span> },
    { title: t('submissions.version'), dataIndex: 'version', align: 'right' },
    withWaiting
      ? { title: t('queue.waiting'), key: 'waiting', render: (_, row) => <Waited since={row.received_at} /> }
      : { title: t('submissions.receivedAt'), dataIndex: 'received_at', render: (value: string) => <span className="nowrap">{moment(value)}</span> },
    {
      title: t('app.state'),
      key: 'state',
      render: (_, row) => (
        <span className="states">
          <State family="submission" value={row.state} />
          {row.late && <Mark tone="waiting">{t('app.late')}</Mark>}
        </span>
      ),
    },
    { title: t('submissions.proposal'), key: 'proposal', render: (_, row) => <State family="verdict" value={row.proposal} /> },
    ...(withWaiting ? [] : [{ title: t('submissions.verdict'), key: 'verdict', render: (_: unknown, row: SubmissionRow) => <State family="verdict" value={row.verdict} /> }]),
    { title: t('submissions.failed'), dataIndex: 'failed', align: 'right', render: (value: number) => <span className={value > 0 ? 'bad' : ''}>{value}</span> },
    { title: t('submissions.undetermined'), dataIndex: 'undetermined', align: 'right' },
    { title: t('submissions.reviewer'), key: 'reviewer', render: (_, row) => <span className="nowrap">{named(row.reviewer)}</span> },
  ];
}

export function useRectificationColumns(): TableColumnsType<RectificationRow> {
  const { t, named } = useWords();
  return [
    { title: t('app.obligation'), key: 'obligation', width: 260, render: (_, row) => <ObligationName row={row} to={`/rectifications/${row.id}`} /> },
    { title: t('app.platform'), key: 'platform', width: 170, render: (_, row) => named(row.platform) },
    {
      title: t('app.state'),
      key: 'state',
      render: (_, row) => (
        <span className="states">
          <State family="rectification" value={row.state} />
          {row.overdue && <Mark tone="bad">{t('app.overdue')}</Mark>}
          {row.plan_state !== 'none' && row.state !== 'closed' && <State family="planState" value={row.plan_state} />}
          {row.milestone_overdue && <Mark tone="bad">{t('rectifications.milestoneOverdue')}</Mark>}
          {row.extension !== 'none' && <State family="extension" value={row.extension} />}
        </span>
      ),
    },
    { title: t('rectifications.nonconformities'), dataIndex: 'nonconformities', align: 'right' },
    { title: t('rectifications.milestones'), key: 'milestones', align: 'right', render: (_, row) => (row.milestones > 0 ? `${row.milestones_done}/${row.milestones}` : '') },
    { title: t('rectifications.orderedAt'), dataIndex: 'ordered_at', render: (value: string) => <span className="nowrap">{moment(value)}</span> },
    { title: t('rectifications.deadline'), dataIndex: 'deadline', render: (value: string) => <span className="nowrap">{deadline(value)}</span> },
    { title: t('rectifications.closedAt'), dataIndex: 'closed_at', render: (value: string | null) => <span className="nowrap">{moment(value)}</span> },
    { title: t('submissions.reviewer'), key: 'reviewer', render: (_, row) => <span className="nowrap">{named(row.reviewer)}</span> },
  ];
}
