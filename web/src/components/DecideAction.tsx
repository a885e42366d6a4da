import { Checkbox, DatePicker, Form, Input, Radio } from 'antd';
import type { Dayjs } from 'dayjs';
import { useNavigate } from 'react-router';
import { api } from '../api/client';
import type { Decided, Submission } from '../api/types';
import { useServerClock } from '../lib/session';
import { endOfDay, picker } from '../lib/time';
import { isAdverse, verdicts } from '../lib/verdicts';
import { useWords } from '../lib/words';
import { Action, ReasonField } from './Action';
import { chosenOf, draftsOf, NonconformityPicker, type Draft } from './NonconformityPicker';

interface Values {
  verdict: string;
  reason?: string;
  nonconformities?: Draft[];
  order: boolean;
  text?: string;
  deadline?: Dayjs | null;
}

/** The verdict; an adverse one states nonconformities and may order rectification at once. */
export function DecideAction({ submission }: { submission: Submission }) {
  const { t, word, zh, period } = useWords();
  const now = useServerClock();
  const navigate = useNavigate();
  const proposal = submission.proposal ?? '';
  const needed = [{ required: true, message: t('app.required') }];
  return (
    <Action<Values, Decided>
      label={t('decide.title')}
      hint={t('decide.hint', { proposal: word('verdict', proposal) })}
      width={760}
      button={{ type: 'primary' }}
      initial={() => ({
        ...(verdicts.includes(proposal) ? { verdict: proposal } : {}),
        nonconformities: draftsOf(submission.results, zh),
        order: true,
        text: t('decide.orderText', { obligation: submission.obligation, period: period(submission.period) }),
      })}
      run={(values) => {
        const adverse = isAdverse(values.verdict);
        return api.decide(submission.id, {
          verdict: values.verdict,
          reason: values.reason?.trim() ? values.reason : null,
          nonconformities: adverse ? chosenOf(values.nonconformities) : [],
          order: adverse && values.order ? { text: values.text ?? '', deadline: values.deadline ? endOfDay(values.deadline) : null } : null,
        });
      }}
      done={t('decide.done')}
      after={(decided) => {
        if (decided.rectification) void navigate(`/rectifications/${decided.rectification}`);
      }}
      fields={
        <>
          <Form.Item name="verdict" label={t('submissions.verdict')} rules={needed}>
            <Radio.Group options={verdicts.map((value) => ({ value, label: word('verdict', value) }))} />
          </Form.Item>
          <ReasonField label={t('decide.reason')} required={false} />
          <Form.Item noStyle shouldUpdate>
            {({ getFieldValue }) =>
              isAdverse(getFieldValue('verdict') as string) && (
                <>
                  <Form.Item
                    name="nonconformities"
                    label={t('submissions.nonconformities')}
                    required
                    rules={[{ validator: (_, drafts: Draft[]) => checkDrafts(drafts, t) }]}
                  >
                    <NonconformityPicker />
                  </Form.Item>
                  <Form.Item name="order" valuePropName="checked">
                    <Checkbox>{t('decide.order')}</Checkbox>
                  </Form.Item>
                </>
              )
            }
          </Form.Item>
          <Form.Item noStyle shouldUpdate>
            {({ getFieldValue }) =>
              isAdverse(getFieldValue('verdict') as string) &&
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

/** An adverse verdict needs at least one nonconformity, and each its text. */
export function checkDrafts(drafts: Draft[] | undefined, t: (key: string) => string): Promise<void> {
  const chosen = chosenOf(drafts);
  if (chosen.length === 0) return Promise.reject(new Error(t('decide.needOne')));
  if (chosen.some((each) => !each.text.trim())) return Promise.reject(new Error(t('decide.needText')));
  return Promise.resolve();
}
