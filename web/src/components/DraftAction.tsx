import { Checkbox, DatePicker, Form, Input, Radio } from 'antd';
import type { Dayjs } from 'dayjs';
import { useNavigate } from 'react-router';
import { api } from '../api/client';
import type { Decided, Procedure, Submission } from '../api/types';
import { useServerClock } from '../lib/session';
import { endOfDay, picker } from '../lib/time';
import { isAdverse, verdicts } from '../lib/verdicts';
import { useWords } from '../lib/words';
import { Action, ReasonField } from './Action';

interface Values {
  verdict: string;
  reason?: string;
  kept: string[];
  order: boolean;
  text?: string;
  deadline?: Dayjs | null;
}

/** After the hearing: the adverse verdict as a second person is to check and issue it. */
export function DraftAction({ submission, procedure }: { submission: Submission; procedure: Procedure }) {
  const { t, word } = useWords();
  const now = useServerClock();
  const navigate = useNavigate();
  const needed = [{ required: true, message: t('app.required') }];
  return (
    <Action<Values, Decided>
      label={t('procedure.draft')}
      hint={t('procedure.draftHint')}
      width={760}
      button={{ type: 'primary' }}
      initial={() => ({
        verdict: procedure.draft?.verdict ?? procedure.intended,
        reason: procedure.draft?.reason ?? procedure.reason ?? '',
        kept: procedure.nonconformities.map((each) => each.id),
        order: Boolean(procedure.order),
        text: procedure.order ?? '',
      })}
      run={(values) =>
        api.draft(submission.id, {
          verdict: values.verdict,
          reason: values.reason?.trim() ? values.reason : null,
          nonconformities: values.kept,
          order: values.order ? { text: values.text ?? '', deadline: values.deadline ? endOfDay(values.deadline) : null } : null,
        })
      }
      done={t('procedure.drafted')}
      after={(drafted) => {
        if (drafted.notice) void navigate(`/notices/${drafted.notice}`);
      }}
      fields={
        <>
          <Form.Item name="verdict" label={t('submissions.verdict')} rules={needed}>
            <Radio.Group options={verdicts.filter(isAdverse).map((value) => ({ value, label: word('verdict', value) }))} />
          </Form.Item>
          <ReasonField label={t('decide.reason')} required={false} />
          <Form.Item name="kept" label={t('procedure.kept')} rules={[{ validator: (_, kept?: string[]) => (kept?.length ? Promise.resolve() : Promise.reject(new Error(t('decide.needOne')))) }]}>
            <Checkbox.Group
              style={{ display: 'flex', flexDirection: 'column', gap: 6 }}
              options={procedure.nonconformities.map((each) => ({ value: each.id, label: each.text ?? t('app.erased') }))}
            />
          </Form.Item>
          <Form.Item name="order" valuePropName="checked">
            <Checkbox>{t('decide.order')}</Checkbox>
          </Form.Item>
          <Form.Item noStyle shouldUpdate>
            {({ getFieldValue }) =>
              getFieldValue('order') === true && (
                <>
                  <Form.Item name="text" label={t('decide.orderLabel')} rules={needed}>
                    <Input.TextArea rows={3} maxLength={4000} />
                  </Form.Item>
                  <Form.Item name="deadline" label={t('rectifications.deadline')} extra={t('decide.deadlineHint')}>
                    <DatePicker minDate={picker(now)} />
                  </Form.Item>
                </>
              )
            }
          </Form.Item>
        </>
      }
    />
  );
}
