import { DatePicker, Form } from 'antd';
import type { Dayjs } from 'dayjs';
import { api } from '../api/client';
import type { Submission } from '../api/types';
import { useQueue } from '../lib/queue';
import { useServerClock, useSession } from '../lib/session';
import { endOfDay, picker } from '../lib/time';
import { useWords } from '../lib/words';
import { Action, ReasonField } from './Action';
import { ButtonLink } from './ButtonLink';
import { AmendAction } from './AmendAction';
import { AssignAction } from './AssignAction';
import { DecideAction } from './DecideAction';
import { ReturnPhrases } from './ReturnPhrases';
import { ProcedureActions } from './ProcedureSection';

/** What may be done now, by whom: the state and the permissions decide what is offered. */
export function SubmissionActions({ submission }: { submission: Submission }) {
  const { t, named } = useWords();
  const { may, user } = useSession();
  const now = useServerClock();
  const { id, state, reviewer } = submission;
  const mine = state === 'under_review' && reviewer?.id === user.id;
  const review = may('review_submissions');
  const next = useQueue(user.id, id, review);
  return (
    <>
      {next && (
        <ButtonLink to={`/submissions/${next.id}`} shortcut="N">
          {t('queue.next')}
        </ButtonLink>
      )}
      {review && (state === 'assessed' || (state === 'under_review' && !mine)) && (
        <Action
          label={t(state === 'assessed' ? 'submissions.take' : 'submissions.takeOver')}
          hint={state === 'assessed' ? t('submissions.takeHint') : t('submissions.takeOverHint', { name: named(reviewer) })}
          run={() => api.takeSubmission(id)}
          done={t('submissions.taken')}
          // Nobody loses anything by it, and whoever reviews two hundred does it two hundred times.
          atOnce={state === 'assessed'}
          shortcut="T"
          button={{ type: state === 'assessed' ? 'primary' : 'default' }}
        />
      )}
      {review && mine && (
        <>
          <Action<{ reason: string; until: Dayjs }>
            label={t('submissions.return')}
            shortcut="R"
            hint={t('submissions.returnHint')}
            initial={() => ({ until: picker(now).add(7, 'day') })}
            run={(values) => api.returnSubmission(id, { reason: values.reason, until: endOfDay(values.until) })}
            done={t('submissions.returned')}
            fields={
              <>
                <ReturnPhrases submission={submission} />
                <ReasonField label={t('submissions.returnReason')} />
                <Form.Item name="until" label={t('submissions.returnUntil')} rules={[{ required: true, message: t('app.required') }]} extra={t('app.endOfDay')}>
                  <DatePicker minDate={picker(now)} />
                </Form.Item>
              </>
            }
          />
          <DecideAction submission={submission} next={next?.id} />
        </>
      )}
      <ProcedureActions submission={submission} />
      {may('assign_reviews') && ['assessed', 'under_review', 'intended'].includes(state) && <AssignAction submission={submission} />}
      {state === 'decided' && may('amend_verdict') && (
        <>
          {submission.verdict !== 'compliant' && <AmendAction submission={submission} />}
          <Action<{ reason: string }>
            label={t('procedure.reopen')}
            hint={t('procedure.reopenHint')}
            run={(values) => api.reopen(id, values)}
            done={t('procedure.reopened')}
            fields={<ReasonField />}
          />
        </>
      )}
      {may('submit') && ['received', 'not_admitted', 'admitted', 'assessed'].includes(state) && (
        <Action
          label={t('submissions.withdraw')}
          hint={t('submissions.withdrawHint')}
          run={(values: { reason: string }) => api.withdrawSubmission(id, values)}
          done={t('submissions.withdrawn')}
          button={{ danger: true }}
          fields={<ReasonField />}
        />
      )}
      {may('submit') && ['not_admitted', 'returned', 'assessed'].includes(state) && (
        <ButtonLink type={state === 'assessed' ? 'default' : 'primary'} to={`/submit?platform=${submission.platform.id}&due=${submission.due}`}>
          {t('submissions.submitNew')}
        </ButtonLink>
      )}
    </>
  );
}
