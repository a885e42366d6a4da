import { Alert, Form, Select, Table } from 'antd';
import { api } from '../api/client';
import type { Milestone, Rectification } from '../api/types';
import { useSession } from '../lib/session';
import { deadline, moment } from '../lib/time';
import { useWords } from '../lib/words';
import { Action, ReasonField } from './Action';
import { Mark, State } from './State';

const progresses = ['planned', 'started', 'blocked', 'done'] as const;

/** The plan with its steps: the supervisor accepts or returns it, the provider reports how far each step is. */
export function Milestones({ item }: { item: Rectification }) {
  const { t, word } = useWords();
  const { may } = useSession();
  if (!item.plan && item.steps.length === 0) return null;
  const open = item.state !== 'closed';
  return (
    <section className="paper" aria-label={t('rectifications.plan')}>
      <div style={{ display: 'flex', gap: 12, alignItems: 'baseline', flexWrap: 'wrap' }}>
        <h2>{t('rectifications.plan')}</h2>
        <State family="planState" value={item.plan_state} />
        {item.milestone_overdue && <Mark tone="bad">{t('rectifications.milestoneOverdue')}</Mark>}
        <span style={{ flex: 1 }} />
        {open && may('review_rectification') && item.plan_state === 'waiting' && (
          <>
            <Action label={t('rectifications.acceptPlan')} hint={t('rectifications.acceptPlanHint')} button={{ size: 'small', type: 'primary' }} run={() => api.acceptPlan(item.id)} done={t('rectifications.planAccepted')} />
            <Action<{ reason: string }> label={t('rectifications.returnPlan')} button={{ size: 'small' }} run={(values) => api.returnPlan(item.id, values)} done={t('rectifications.planReturned')} fields={<ReasonField />} />
          </>
        )}
      </div>
      {item.plan_return_reason && <Alert type="warning" showIcon title={t('rectifications.planReturnedTitle')} description={<p className="prose">{item.plan_return_reason}</p>} style={{ marginBottom: 10 }} />}
      {item.plan && <p className="prose">{item.plan}</p>}
      {item.steps.length > 0 && (
        <Table<Milestone>
          size="small"
          rowKey="id"
          style={{ marginTop: 10 }}
          pagination={false}
          scroll={{ x: true }}
          aria-label={t('rectifications.milestones')}
          dataSource={item.steps}
          columns={[
            { title: t('rectifications.what'), key: 'what', width: 260, render: (_, step) => step.what ?? t('app.erased') },
            { title: t('rectifications.whoDoes'), key: 'who', render: (_, step) => step.who ?? t('app.erased') },
            { title: t('rectifications.byWhen'), dataIndex: 'by', render: (value: string) => <span className="nowrap">{deadline(value)}</span> },
            { title: t('rectifications.measure'), key: 'measure', render: (_, step) => step.measure ?? '' },
            {
              title: t('app.state'), key: 'progress',
              render: (_, step) => (
                <span className="states">
                  <State family="progress" value={step.progress} />
                  {step.overdue && <Mark tone="bad">{t('app.overdue')}</Mark>}
                </span>
              ),
            },
            { title: t('rectifications.reported'), key: 'note', width: 240, render: (_, step) => (step.reported_at ? <>{step.note ?? t('app.erased')}<div className="quiet small">{moment(step.reported_at)}</div></> : '') },
            ...(open && may('handle_rectification')
              ? [{
                  title: t('app.actions'), key: 'report',
                  render: (_: unknown, step: Milestone) => (
                    <Action<{ progress: string; note: string }>
                      label={t('rectifications.report')}
                      hint={step.what}
                      button={{ size: 'small' }}
                      initial={{ progress: step.progress }}
                      run={(values) => api.reportMilestone(item.id, step.id, values)}
                      done={t('rectifications.reportedDone')}
                      fields={
                        <>
                          <Form.Item name="progress" label={t('app.state')}>
                            <Select options={progresses.map((value) => ({ value, label: word('progress', value) }))} />
                          </Form.Item>
                          <ReasonField name="note" label={t('rectifications.reported')} />
                        </>
                      }
                    />
                  ),
                }]
              : []),
          ]}
        />
      )}
    </section>
  );
}
