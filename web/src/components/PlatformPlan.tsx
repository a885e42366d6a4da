import { Empty, Form, InputNumber, Radio, Table } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { api } from '../api/client';
import { Refusal } from '../api/problem';
import type { Plan, PlanItem, Platform } from '../api/types';
import { obligationPath } from '../lib/paths';
import { useCatalogue } from '../lib/lists';
import { useSession } from '../lib/session';
import { moment } from '../lib/time';
import { say } from '../lib/values';
import { useWords } from '../lib/words';
import { Action, ReasonField } from './Action';
import { ExportButton } from './ExportButton';
import { ImportAction } from './ImportAction';
import { Loaded } from './Page';
import { PlanTermAction } from './PlanTermAction';
import { Mark, SourceMarks } from './State';

/** The supervision plan: terms, where each number comes from, and its history (6.2.2). */
export function PlatformPlan({ platform }: { platform: Platform }) {
  const { t } = useWords();
  const { may } = useSession();
  const plan = useQuery({ queryKey: ['plan', platform.id], queryFn: () => api.plan(platform.id), enabled: platform.plan_version != null });
  if (platform.plan_version == null || (plan.error instanceof Refusal && plan.error.status === 404)) {
    return (
      <section className="paper">
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t(may('manage_plan') ? 'plan.emptyManage' : 'plan.empty')}>
          {may('manage_plan') && (
            <Action<{ defaults: boolean }>
              label={t('plan.adopt')}
              hint={t('plan.adoptHint')}
              initial={{ defaults: true }}
              run={(values) => api.adoptPlan(platform.id, { defaults: values.defaults, obligations: null })}
              done={t('plan.adopted')}
              button={{ type: 'primary' }}
              fields={
                <Form.Item name="defaults" label={t('plan.defaults')}>
                  <Radio.Group vertical options={[{ value: true, label: t('plan.defaultsYes') }, { value: false, label: t('plan.defaultsNo') }]} />
                </Form.Item>
              }
            />
          )}
        </Empty>
      </section>
    );
  }
  return <Loaded query={plan}>{(data) => <PlanBody plan={data} />}</Loaded>;
}

function PlanBody({ plan }: { plan: Plan }) {
  const { t, word, pick, named } = useWords();
  const { may } = useSession();
  const catalogue = useCatalogue();
  const titles = new Map((catalogue.data?.obligations ?? []).map((row) => [row.id, pick(row.title_zh, row.title_en)]));
  return (
    <div className="stack">
      <section className="paper">
        <div style={{ display: 'flex', gap: 12, alignItems: 'baseline', flexWrap: 'wrap' }}>
          <h2 className="section-title" style={{ flex: 1 }}>{t('plan.version', { version: plan.version })}</h2>
          {may('manage_plan') && <ImportAction sheet={`plan/${plan.platform.id}`} hint={t('sheet.hint.plan')} />}
          <ExportButton sheet={`plan/${plan.platform.id}`} />
          <span className="quiet small">
            {t('plan.adoptedAt', { time: moment(plan.adopted_at) })} · {t('plan.catalogue', { version: plan.catalogue })} ·{' '}
            {t(plan.defaults ? 'plan.withDefaults' : 'plan.withoutDefaults')} · {t('app.asOf', { time: moment(plan.as_of) })}
          </span>
          {may('manage_plan') && <PlanTermAction plan={plan} />}
        </div>
        <StatementTime plan={plan} />
        <Table<PlanItem>
          size="small"
          rowKey="obligation"
          aria-label={t('platforms.plan')}
          dataSource={plan.items}
          pagination={false}
          scroll={{ x: true }}
          expandable={{ columnTitle: <span className="unseen">{t('plan.parameters')}</span>, rowExpandable: (row) => row.parameters.length > 0, expandedRowRender: (row) => <Parameters item={row} /> }}
          columns={[
            {
              title: t('app.obligation'), key: 'obligation', width: 420,
              render: (_, row) => (
                <>
                  <div>
                    <Link to={obligationPath(row.obligation)}>{titles.get(row.obligation) ?? row.obligation}</Link>
                  </div>
                  <div className="quiet small">{row.obligation}</div>
                </>
              ),
            },
            { title: t('plan.applies'), dataIndex: 'applies', render: (applies: boolean) => <Mark tone={applies ? 'good' : 'neutral'}>{t(applies ? 'app.yes' : 'app.no')}</Mark> },
            { title: t('app.frequency'), dataIndex: 'frequency', render: (value: string) => word('frequency', value) },
            { title: t('plan.dueWorkdays'), dataIndex: 'due_workdays', align: 'right' },
            { title: t('plan.parameters'), key: 'parameters', align: 'right', render: (_, row) => row.parameters.length },
          ]}
        />
      </section>
      <section className="paper" aria-label={t('plan.history')}>
        <h2>{t('plan.history')}</h2>
        <Table
          size="small"
          rowKey="id"
          dataSource={plan.history}
          pagination={false}
          scroll={{ x: true }}
          locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('plan.noHistory')} /> }}
          columns={[
            { title: t('app.time'), dataIndex: 'at', render: (value: string) => <span className="nowrap">{moment(value)}</span> },
            { title: t('app.obligation'), dataIndex: 'obligation', render: (value: string) => (value === '*' ? t('plan.wholePlatform') : value) },
            { title: t('plan.term'), dataIndex: 'term', render: (value: string) => termName(value, t) },
            { title: t('plan.old'), dataIndex: 'old', render: (value: string) => say(termValue(value, word), t) },
            { title: t('plan.new'), dataIndex: 'new', render: (value: string) => say(termValue(value, word), t) },
            { title: t('plan.effective'), dataIndex: 'immediate', render: (value: boolean) => t(value ? 'plan.immediately' : 'plan.nextPeriod') },
            { title: t('app.by'), key: 'by', render: (_, row) => named(row.by) },
            { title: t('app.reason'), dataIndex: 'reason', width: 280, render: (value: string | null) => value ?? t('app.erased') },
          ]}
        />
      </section>
    </div>
  );
}

/** How long the provider is heard, as agreed for this platform or as the table says. */
function StatementTime({ plan }: { plan: Plan }) {
  const { t } = useWords();
  const { may } = useSession();
  return (
    <p className="small">
      {t('plan.statementTime', { count: plan.statement_workdays })} <Mark tone={plan.statement_agreed ? 'good' : 'neutral'}>{t(plan.statement_agreed ? 'plan.statementAgreed' : 'plan.statementDefault')}</Mark>{' '}
      {may('manage_plan') && (
        <Action<{ days: number; reason: string }>
          label={t('plan.agreeStatement')}
          hint={t('plan.agreeStatementHint')}
          initial={{ days: plan.statement_workdays }}
          run={({ days, reason }) => api.changeTerm(plan.platform.id, { obligation: '*', parameter: 'statement_workdays', value: days, immediate: true, reason })}
          done={t('plan.changed')}
          button={{ size: 'small', type: 'link' }}
          fields={
            <>
              <Form.Item name="days" label={t('plan.statementDays')} rules={[{ required: true, message: t('app.required') }]}>
                <InputNumber min={1} precision={0} />
              </Form.Item>
              <ReasonField />
            </>
          }
        />
      )}
    </p>
  );
}

const termName = (term: string, t: (key: string, options?: Record<string, unknown>) => string) =>
  term === 'parameter:statement_workdays' ? t('plan.statementDays') : term.startsWith('parameter:') ? t('plan.termParameter', { name: term.slice('parameter:'.length) }) : t(`plan.term_${term}`);

function termValue(text: string, word: (family: string, value: string) => string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return word('frequency', text);
  }
}

function Parameters({ item }: { item: PlanItem }) {
  const { t } = useWords();
  return (
    <Table
      size="small"
      rowKey="name"
      pagination={false}
      dataSource={item.parameters}
      columns={[
        { title: t('plan.parameter'), dataIndex: 'name', width: 200, render: (value: string) => <span className="mono">{value}</span> },
        { title: t('plan.value'), dataIndex: 'value', render: (value: unknown) => say(value, t) },
        { title: t('plan.source'), dataIndex: 'source' },
        { title: t('plan.marks'), key: 'marks', render: (_, row) => <SourceMarks applicability={row.applicability} verified={row.verified} /> },
      ]}
    />
  );
}
