import { DatePicker, Form, Input, InputNumber, Select } from 'antd';
import type { Dayjs } from 'dayjs';
import { api } from '../api/client';
import type { NewParty, Platform, RenewalApplication, RequestDue } from '../api/types';
import { useOrganisations } from '../lib/lists';
import { useServerClock, useSession } from '../lib/session';
import { civil, picker, wall } from '../lib/time';
import { useWords } from '../lib/words';
import { Action, ReasonField } from './Action';
import { ButtonLink } from './ButtonLink';
import { MandateFields, mandateOf, type MandateValues } from './MandateFields';
import { ObligationSelect } from './ObligationSelect';

/** What may be done to a platform as a whole. */
export function PlatformActions({ platform }: { platform: Platform }) {
  const { t, word } = useWords();
  const { may } = useSession();
  const now = useServerClock();
  const id = platform.id;
  const needed = [{ required: true, message: t('app.required') }];
  const latest = platform.authorisations[0];
  return (
    <>
      {may('submit') && <ButtonLink to={`/submit?platform=${id}`}>{t('nav.submit')}</ButtonLink>}
      {may('manage_platforms') && (
        <>
          <Action<{ result: string; validity: [Dayjs, Dayjs]; conditions?: string; remind_days: number }>
            label={t('platforms.authorise')}
            done={t('platforms.authorised')}
            initial={{ result: 'granted', remind_days: 90 }}
            run={(values) =>
              api.authorise(id, {
                result: values.result,
                valid_from: civil(values.validity[0]),
                valid_until: civil(values.validity[1]),
                conditions: values.conditions || null,
                remind_days: values.remind_days,
              })
            }
            fields={
              <>
                <Form.Item name="result" label={t('platforms.result')} rules={needed}>
                  <Select options={['granted', 'conditional', 'suspended', 'withdrawn'].map((value) => ({ value, label: word('authorisation', value) }))} />
                </Form.Item>
                <Form.Item name="validity" label={t('platforms.validity')} rules={needed}>
                  <DatePicker.RangePicker style={{ width: '100%' }} />
                </Form.Item>
                <Form.Item name="conditions" label={t('platforms.conditions')}>
                  <Input.TextArea rows={3} maxLength={4000} />
                </Form.Item>
                <Form.Item name="remind_days" label={t('platforms.remindDays')} rules={needed}>
                  <InputNumber min={0} max={3650} precision={0} />
                </Form.Item>
              </>
            }
          />
          <Action<MandateValues>
            label={t('platforms.newMandate')}
            hint={t('platforms.mandateHint')}
            done={t('platforms.mandateGiven')}
            run={(values) => api.newMandate(id, mandateOf(values))}
            fields={<MandateFields />}
          />
          <Action<NewParty>
            label={t('platforms.attach')}
            done={t('platforms.attached')}
            run={(values) => api.attachParty(id, values)}
            fields={<PartyFields />}
          />
        </>
      )}
      {may('request_due') && (
        <Action<RequestDue>
          label={t('platforms.requestDue')}
          hint={t('platforms.requestDueHint')}
          done={t('platforms.requestedDue')}
          initial={{ due_workdays: 10 }}
          run={(values) => api.requestDue(id, values)}
          fields={
            <>
              <Form.Item name="obligation" label={t('app.obligation')} rules={needed}>
                <ObligationSelect />
              </Form.Item>
              <Form.Item name="due_workdays" label={t('plan.dueWorkdays')} rules={needed}>
                <InputNumber min={1} max={366} precision={0} />
              </Form.Item>
              <ReasonField />
            </>
          }
        />
      )}
      {may('record_event') && (
        <Action<{ kind: string; occurred_at: Dayjs; text: string }>
          label={t('platforms.recordEvent')}
          hint={t('platforms.recordEventHint')}
          done={t('platforms.recordedEvent')}
          initial={() => ({ occurred_at: picker(now) })}
          run={(values) => api.recordEvent(id, { ...values, occurred_at: wall(values.occurred_at) })}
          fields={
            <>
              <Form.Item name="kind" label={t('platforms.eventKind')} rules={needed}>
                <Select options={['major_incident', 'significant_change_implemented'].map((value) => ({ value, label: word('eventKind', value) }))} />
              </Form.Item>
              <Form.Item name="occurred_at" label={t('platforms.occurredAt')} rules={needed}>
                <DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" />
              </Form.Item>
              <ReasonField name="text" label={t('platforms.eventText')} />
            </>
          }
        />
      )}
      {may('apply_renewal') && latest && !latest.renewal_applied_at && (
        <Action<RenewalApplication>
          label={t('platforms.applyRenewal')}
          hint={t('platforms.applyRenewalHint', { date: latest.valid_until })}
          done={t('platforms.appliedRenewal')}
          run={(values) => api.applyRenewal(id, { note: values.note || null })}
          button={latest.renewal_due ? { type: 'primary' } : {}}
          fields={<ReasonField name="note" label={t('app.note')} required={false} />}
        />
      )}
    </>
  );
}

function PartyFields() {
  const { t, word } = useWords();
  const organisations = useOrganisations();
  const needed = [{ required: true, message: t('app.required') }];
  return (
    <>
      <Form.Item name="role" label={t('platforms.partyRole')} rules={needed} initialValue="customer">
        <Select options={['customer', 'assessor'].map((value) => ({ value, label: word('orgRole', value) }))} />
      </Form.Item>
      <Form.Item noStyle shouldUpdate>
        {({ getFieldValue }) => (
          <Form.Item name="organisation" label={t('app.organisation')} rules={needed}>
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              loading={organisations.isLoading}
              options={(organisations.data ?? [])
                .filter((row) => row.role === getFieldValue('role'))
                .map((row) => ({ value: row.id, label: row.name ?? t('app.erased') }))}
            />
          </Form.Item>
        )}
      </Form.Item>
    </>
  );
}
