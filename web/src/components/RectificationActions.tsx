import { Checkbox, DatePicker, Form, Radio, Select } from 'antd';
import { useQuery } from '@tanstack/react-query';
import type { Dayjs } from 'dayjs';
import { Link } from 'react-router';
import { api } from '../api/client';
import type { HandIn, Rectification } from '../api/types';
import { all } from '../lib/lists';
import { useServerClock, useSession } from '../lib/session';
import { deadline, endOfDay, moment, picker } from '../lib/time';
import { useWords } from '../lib/words';
import { Action, ReasonField } from './Action';
import { PlanAction } from './PlanAction';

export function RectificationActions({ rectification }: { rectification: Rectification }) {
  const { may } = useSession();
  return (
    <>
      {may('handle_rectification') && <ProviderActions item={rectification} />}
      {may('review_rectification') && <ReviewerActions item={rectification} />}
    </>
  );
}

function ProviderActions({ item }: { item: Rectification }) {
  const { t } = useWords();
  const working = ['ordered', 'planned', 'returned'].includes(item.state);
  return (
    <>
      {working && <PlanAction item={item} />}
      {working && item.extension !== 'requested' && (
        <Action<{ until: Dayjs; reason: string }>
          label={t('rectifications.askExtension')}
          hint={t('rectifications.askExtensionHint')}
          initial={() => ({ until: picker(item.deadline).add(7, 'day') })}
          run={(values) => api.askExtension(item.id, { until: endOfDay(values.until), reason: values.reason })}
          done={t('rectifications.askedExtension')}
          fields={
            <>
              <Form.Item name="until" label={t('rectifications.extensionUntil')} rules={[{ required: true, message: t('app.required') }]} extra={t('app.endOfDay')}>
                <DatePicker minDate={picker(item.deadline)} />
              </Form.Item>
              <ReasonField />
            </>
          }
        />
      )}
      {(working || item.state === 'handed_in') && (
        <Action<HandIn>
          label={t('rectifications.handIn')}
          hint={t('rectifications.handInHint')}
          width={680}
          button={{ type: 'primary' }}
          run={(values) => api.handIn(item.id, values)}
          done={t('rectifications.handedIn')}
          fields={
            <>
              <Form.Item name="submission" label={t('rectifications.proof')} rules={[{ required: true, message: t('app.required') }]}>
                <ProofSelect item={item} />
              </Form.Item>
              <ReasonField name="statement" label={t('rectifications.statement')} max={8000} />
            </>
          }
        />
      )}
    </>
  );
}

/** A submission of the same obligation made after the order. */
function ProofSelect({ item, id, value, onChange }: { item: Rectification; id?: string; value?: string; onChange?: (value: string) => void }) {
  const { t, word, period } = useWords();
  const query = useQuery({
    queryKey: ['submissions', 'proof', item.id],
    queryFn: () => all((page) => api.submissions({ ...page, platform: item.platform.id })),
  });
  const fitting = (query.data ?? []).filter(
    (row) => row.obligation === item.obligation && row.received_at >= item.ordered_at && row.id !== item.submission && !['withdrawn', 'not_admitted'].includes(row.state),
  );
  return (
    <>
      <Select
        {...(id ? { id } : {})}
        loading={query.isLoading}
        value={value ?? null}
        onChange={(next: string | null) => next && onChange?.(next)}
        placeholder={t('rectifications.chooseProof')}
        notFoundContent={t('rectifications.noProof')}
        options={fitting.map((row) => ({
          value: row.id,
          label: t('rectifications.proofOption', { period: period(row.period), version: row.version, time: moment(row.received_at), state: word('submission', row.state) }),
        }))}
      />
      {query.data && fitting.length === 0 && (
        <p className="quiet small" style={{ margin: '4px 0 0' }}>
          {t('rectifications.noProof')} <Link to={`/submit?platform=${item.platform.id}`}>{t('nav.submit')}</Link>
        </p>
      )}
    </>
  );
}

function ReviewerActions({ item }: { item: Rectification }) {
  const { t, named } = useWords();
  const { user } = useSession();
  const now = useServerClock();
  const mine = item.state === 'under_re_review' && item.reviewer?.id === user.id;
  const failing = item.recheck?.still_failing ?? [];
  return (
    <>
      {item.extension === 'requested' && item.state !== 'closed' && (
        <Action<{ grant: boolean; reason?: string }>
          label={t('rectifications.answerExtension')}
          hint={t('rectifications.extensionRequested', { time: deadline(item.extension_until) })}
          initial={{ grant: true }}
          run={(values) => api.answerExtension(item.id, { grant: values.grant, reason: values.reason?.trim() ? values.reason : null })}
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
      {(item.state === 'handed_in' || (item.state === 'under_re_review' && !mine)) && (
        <Action
          label={t(item.state === 'handed_in' ? 'rectifications.take' : 'submissions.takeOver')}
          hint={item.state === 'handed_in' ? t('rectifications.takeHint') : t('submissions.takeOverHint', { name: named(item.reviewer) })}
          run={() => api.takeRectification(item.id)}
          done={t('rectifications.taken')}
          button={{ type: item.state === 'handed_in' ? 'primary' : 'default' }}
        />
      )}
      {mine && (
        <>
          <Action<{ reason: string; deadline: Dayjs }>
            label={t('rectifications.return')}
            initial={() => ({ deadline: picker(now).add(14, 'day') })}
            run={(values) => api.returnRectification(item.id, { reason: values.reason, deadline: endOfDay(values.deadline) })}
            done={t('rectifications.returned')}
            fields={
              <>
                <ReasonField />
                <Form.Item name="deadline" label={t('rectifications.newDeadline')} rules={[{ required: true, message: t('app.required') }]} extra={t('app.endOfDay')}>
                  <DatePicker minDate={picker(now)} />
                </Form.Item>
              </>
            }
          />
          <Action<{ note: string; override_checks?: boolean }>
            label={t('rectifications.close')}
            hint={failing.length > 0 ? `${t('rectifications.stillFailing')} ${failing.join(', ')}` : t('rectifications.closeHint')}
            button={{ type: 'primary' }}
            run={(values) => api.closeRectification(item.id, { note: values.note, override_checks: values.override_checks ?? false })}
            done={t('rectifications.closed')}
            fields={
              <>
                <ReasonField name="note" label={t('rectifications.closingNote')} />
                {failing.length > 0 && (
                  <Form.Item name="override_checks" valuePropName="checked">
                    <Checkbox>{t('rectifications.override')}</Checkbox>
                  </Form.Item>
                )}
              </>
            }
          />
        </>
      )}
    </>
  );
}
