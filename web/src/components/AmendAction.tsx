import { Form, Radio } from 'antd';
import { api } from '../api/client';
import type { Decided, Submission } from '../api/types';
import { isAdverse, verdicts } from '../lib/verdicts';
import { useWords } from '../lib/words';
import { Action, ReasonField } from './Action';
import { checkDrafts } from './DecideAction';
import { chosenOf, draftsOf, NonconformityPicker, type Draft } from './NonconformityPicker';

/** A wrong verdict is corrected by a further act; the first one stays on record. */
export function AmendAction({ submission }: { submission: Submission }) {
  const { t, word, zh } = useWords();
  return (
    <Action<{ verdict: string; reason: string; nonconformities?: Draft[] }, Decided>
      label={t('decide.amend')}
      hint={t('decide.amendHint')}
      width={760}
      initial={() => ({ nonconformities: draftsOf(submission.results, zh) })}
      run={(values) =>
        api.amend(submission.id, {
          verdict: values.verdict,
          reason: values.reason,
          nonconformities: isAdverse(values.verdict) ? chosenOf(values.nonconformities) : [],
        })
      }
      done={t('decide.amended')}
      fields={
        <>
          <Form.Item name="verdict" label={t('decide.newVerdict')} rules={[{ required: true, message: t('app.required') }]}>
            <Radio.Group options={verdicts.filter((value) => value !== submission.verdict && (!isAdverse(value) || (value === 'partly_compliant' && submission.verdict === 'non_compliant'))).map((value) => ({ value, label: word('verdict', value) }))} />
          </Form.Item>
          <ReasonField />
          <Form.Item noStyle shouldUpdate>
            {({ getFieldValue }) =>
              isAdverse(getFieldValue('verdict') as string) && (
                <Form.Item
                  name="nonconformities"
                  label={t('submissions.nonconformities')}
                  required
                  rules={[{ validator: (_, drafts: Draft[]) => checkDrafts(drafts, t) }]}
                >
                  <NonconformityPicker />
                </Form.Item>
              )
            }
          </Form.Item>
        </>
      }
    />
  );
}
