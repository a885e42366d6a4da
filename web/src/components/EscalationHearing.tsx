import { Form, Select } from 'antd';
import { Link } from 'react-router';
import { api } from '../api/client';
import type { Confirm, Escalation } from '../api/types';
import { useSession } from '../lib/session';
import { deadline, moment } from '../lib/time';
import { useWords } from '../lib/words';
import { Action, ReasonField } from './Action';

const levels = ['S1', 'S2', 'S3', 'S4'];

/** Level and reason of a measure. */
export function LevelFields() {
  const { t, word } = useWords();
  return (
    <>
      <Form.Item name="level" label={t('escalations.level')}>
        <Select options={levels.map((value) => ({ value, label: word('supervision', value) }))} />
      </Form.Item>
      <ReasonField />
    </>
  );
}

/** How far the provider was heard on an intended measure. */
export function HearingNote({ row }: { row: Escalation }) {
  const { t, named } = useWords();
  if (!row.hearing) return null;
  const step: Record<string, string> = {
    untold: t('escalations.untold'),
    told: row.heard ? t('procedure.timeOver') : t('procedure.toldUntil', { time: deadline(row.hear_until) }),
    stated: t('procedure.stated'),
    answered: t('procedure.answered'),
    waived: t('procedure.waived'),
  };
  return (
    <div className="small">
      {row.state === 'intended' && <div>{step[row.hearing]}</div>}
      {row.intended_at && <div className="quiet">{t('escalations.intendedBy', { name: named(row.intended_by), time: moment(row.intended_at) })}</div>}
      {row.intended_reason && row.state === 'intended' && <div className="quiet prose">{row.intended_reason}</div>}
      {row.statement && <div className="prose"><span className="quiet">{t('procedure.statement')}</span> {row.statement}</div>}
      {row.answer && <div className="prose"><span className="quiet">{t('procedure.answer')}</span> {row.answer}</div>}
      {row.notice && <Link to={`/notices/${row.notice}`}>{t('escalations.notice')}</Link>}
    </div>
  );
}

/** What each side may do while the provider is heard. */
export function HearingActions({ row }: { row: Escalation }) {
  const { t, word } = useWords();
  const { may } = useSession();
  const button = { size: 'small' as const };
  const told = ['untold', 'told'].includes(row.hearing ?? '');
  return (
    <>
      {['proposed', 'endorsed'].includes(row.state) && may('decide_escalations') && (
        <Action<Confirm>
          label={t('escalations.intend')}
          hint={t('escalations.intendHint')}
          initial={{ level: row.level }}
          run={(values) => api.intendEscalation(row.id, { level: values.level === row.level ? null : (values.level ?? null), reason: values.reason })}
          done={t('escalations.intended')}
          button={row.hearing_needed ? { ...button, type: 'primary' } : button}
          fields={<LevelFields />}
        />
      )}
      {row.state === 'intended' && told && may('answer_notices') && (
        <>
          <Action<{ statement: string }>
            label={t('procedure.makeStatement')}
            hint={t('procedure.makeStatementHint')}
            run={({ statement }) => api.stateOnEscalation(row.id, { statement })}
            done={t('procedure.statementMade')}
            button={{ ...button, type: 'primary' }}
            fields={<ReasonField name="statement" label={t('procedure.statement')} max={8000} />}
          />
          <Action label={t('procedure.waive')} hint={t('procedure.waiveHint')} run={() => api.stateOnEscalation(row.id, { statement: null })} done={t('procedure.nowWaived')} button={button} />
        </>
      )}
      {row.state === 'intended' && row.hearing === 'stated' && may('decide_escalations') && (
        <Action<{ answer: string }>
          label={t('procedure.answerIt')}
          run={({ answer }) => api.answerOnEscalation(row.id, { answer })}
          done={t('procedure.nowAnswered')}
          button={{ ...button, type: 'primary' }}
          fields={<ReasonField name="answer" label={t('procedure.answer')} max={8000} />}
        />
      )}
      {row.state === 'intended' && row.heard && may('decide_escalations') && (
        <Action<{ reason: string }>
          label={t('escalations.confirm')}
          hint={t('escalations.confirmHeard', { level: word('supervision', row.level) })}
          run={({ reason }) => api.confirmEscalation(row.id, { level: null, reason })}
          done={t('escalations.confirmed')}
          button={{ ...button, type: 'primary' }}
          fields={<ReasonField />}
        />
      )}
    </>
  );
}
