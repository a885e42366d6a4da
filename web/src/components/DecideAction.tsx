import { Alert, Checkbox, Form, Input, Radio } from 'antd';
import { useNavigate } from 'react-router';
import { api } from '../api/client';
import type { Decided, Submission } from '../api/types';
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
}

/** A favourable verdict is given at once; an adverse one is told as intended first. `next` is what waits after this one. */
export function DecideAction({ submission, next }: { submission: Submission; next?: string | undefined }) {
  const { t, word, zh, period } = useWords();
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
        const reason = values.reason?.trim() ? values.reason : null;
        if (!isAdverse(values.verdict)) return api.decide(submission.id, { verdict: values.verdict, reason, nonconformities: [] });
        return api.intend(submission.id, {
          verdict: values.verdict,
          reason,
          nonconformities: chosenOf(values.nonconformities),
          order: values.order ? (values.text ?? '') : null,
        });
      }}
      done={t('decide.done')}
      shortcut="C"
      {...(next ? { alsoGo: { label: t('decide.andNext'), go: () => void navigate(`/submissions/${next}`) } } : {})}
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
                  <Alert type="info" showIcon title={t('decide.toldFirst')} style={{ marginBottom: 12 }} />
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
                <Form.Item name="text" label={t('decide.orderLabel')} rules={needed}>
                  <Input.TextArea rows={3} maxLength={4000} />
                </Form.Item>
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
