import { Alert, Descriptions, Steps } from 'antd';
import { Link } from 'react-router';
import { api } from '../api/client';
import type { Procedure, Submission } from '../api/types';
import { useSession } from '../lib/session';
import { deadline, moment } from '../lib/time';
import { useWords } from '../lib/words';
import { Action, ReasonField } from './Action';
import { DraftAction } from './DraftAction';
import { Nonconformities } from './Nonconformities';
import { State } from './State';

/** An adverse decision on its way: told, heard, drafted, issued. Nothing is decided before its last step. */
export function ProcedureSection({ submission }: { submission: Submission }) {
  const { t } = useWords();
  const { procedure, state } = submission;
  if (!procedure || !['intended', 'drafted', 'decided'].includes(state)) return null;
  const current = state === 'decided' ? 4 : state === 'drafted' ? 3 : procedure.heard ? 2 : procedure.hearing === 'untold' ? 0 : 1;
  return (
    <section className="paper" aria-label={t('procedure.title')}>
      <h2>
        {t('procedure.title')} <State family="verdict" value={procedure.intended} />
      </h2>
      <Steps
        size="small"
        current={current}
        items={['told', 'heard', 'drafted', 'issued'].map((step) => ({ title: t(`procedure.step.${step}`) }))}
        style={{ marginBottom: 12 }}
      />
      <Hearing procedure={procedure} open={state === 'intended'} />
      <Descriptions
        size="small"
        column={1}
        items={[
          { key: 'at', label: t('procedure.intendedAt'), children: moment(procedure.intended_at) },
          ...(procedure.reason ? [{ key: 'reason', label: t('app.reason'), children: <span className="prose">{procedure.reason}</span> }] : []),
          ...(procedure.order ? [{ key: 'order', label: t('decide.orderLabel'), children: <span className="prose">{procedure.order}</span> }] : []),
          ...(procedure.statement ? [{ key: 'statement', label: t('procedure.statement'), children: <span className="prose">{procedure.statement} <span className="quiet small">{moment(procedure.stated_at)}</span></span> }] : []),
          ...(procedure.answer ? [{ key: 'answer', label: t('procedure.answer'), children: <span className="prose">{procedure.answer}</span> }] : []),
        ]}
      />
      {state !== 'decided' && <Nonconformities items={procedure.nonconformities} link={false} />}
      {procedure.sent_back_reason && state === 'intended' && (
        <Alert type="warning" showIcon style={{ marginTop: 10 }} title={t('procedure.sentBack')} description={<p className="prose">{procedure.sent_back_reason}</p>} />
      )}
      <NoticeLinks submission={submission} />
    </section>
  );
}

function Hearing({ procedure, open }: { procedure: Procedure; open: boolean }) {
  const { t } = useWords();
  if (!open) return null;
  const text = {
    untold: t('procedure.untold'),
    told: t(procedure.heard ? 'procedure.timeOver' : 'procedure.toldUntil', { time: deadline(procedure.hear_until) }),
    stated: t('procedure.stated'),
    answered: t('procedure.answered'),
    waived: t('procedure.waived'),
  }[procedure.hearing];
  return <Alert type={procedure.heard ? 'success' : 'info'} showIcon title={text ?? procedure.hearing} style={{ marginBottom: 10 }} />;
}

/** The notices about a submission, as far as one may see them. */
function NoticeLinks({ submission }: { submission: Submission }) {
  const { t, pick } = useWords();
  if (submission.notices.length === 0) return null;
  return (
    <ul style={{ margin: '10px 0 0', paddingInlineStart: 18 }} aria-label={t('notices.title')}>
      {submission.notices.map((notice) => (
        <li key={notice.id}>
          <Link to={`/notices/${notice.id}`}>{pick(notice.title_zh, notice.title_en)} {notice.number}</Link> <State family="notice" value={notice.state} />
        </li>
      ))}
    </ul>
  );
}

/** What each side may do while an adverse decision is on its way. */
export function ProcedureActions({ submission }: { submission: Submission }) {
  const { t } = useWords();
  const { may, user, organisation } = useSession();
  const { id, state, procedure, reviewer } = submission;
  if (!procedure) return null;
  const mine = reviewer?.id === user.id;
  const told = ['untold', 'told'].includes(procedure.hearing);
  const recipient = submission.notices.some((notice) => notice.recipient.id === organisation.id);
  return (
    <>
      {state === 'intended' && told && recipient && may('answer_notices') && (
        <>
          <Action<{ statement: string }>
            label={t('procedure.makeStatement')}
            hint={t('procedure.makeStatementHint')}
            run={(values) => api.makeStatement(id, { statement: values.statement })}
            done={t('procedure.statementMade')}
            button={{ type: 'primary' }}
            fields={<ReasonField name="statement" label={t('procedure.statement')} max={8000} />}
          />
          <Action label={t('procedure.waive')} hint={t('procedure.waiveHint')} run={() => api.makeStatement(id, { statement: null })} done={t('procedure.nowWaived')} />
        </>
      )}
      {state === 'intended' && mine && may('review_submissions') && (
        <>
          {procedure.hearing === 'stated' && (
            <Action<{ answer: string }>
              label={t('procedure.answerIt')}
              run={(values) => api.answerStatement(id, { answer: values.answer })}
              done={t('procedure.nowAnswered')}
              button={{ type: 'primary' }}
              fields={<ReasonField name="answer" label={t('procedure.answer')} max={8000} />}
            />
          )}
          <Action<{ reason: string }>
            label={t('procedure.drop')}
            hint={t('procedure.dropHint')}
            run={(values) => api.dropIntention(id, values)}
            done={t('procedure.dropped')}
            fields={<ReasonField />}
          />
          {procedure.heard && <DraftAction submission={submission} procedure={procedure} />}
        </>
      )}
    </>
  );
}
