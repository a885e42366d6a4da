import { Button, Form } from 'antd';
import type { Submission } from '../api/types';
import { phrase } from '../lib/phrases';
import { worstFirst } from '../lib/values';
import { useWords } from '../lib/words';

/** Ready sentences for what did not pass; a press adds one to the reason, where it can be changed. */
export function ReturnPhrases({ submission }: { submission: Submission }) {
  const { t, pick } = useWords();
  const form = Form.useFormInstance<{ reason?: string }>();
  const reason = Form.useWatch('reason', form) ?? '';
  const results = worstFirst(submission.results).filter((result) => result.outcome === 'fail' || result.outcome === 'undetermined');
  if (results.length === 0) return null;
  return (
    <div role="group" aria-label={t('phrases.title')} style={{ marginBottom: 12 }}>
      <div className="quiet small" style={{ marginBottom: 4 }}>{t('phrases.title')}</div>
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 6, maxHeight: 120, overflowY: 'auto' }}>
        {results.map((result, index) => {
          const text = phrase(result, submission.files, t, pick);
          return (
            <Button
              key={index}
              size="small"
              title={text}
              disabled={reason.includes(text)}
              onClick={() => form.setFieldValue('reason', reason.trim() ? `${reason.trimEnd()}\n${text}` : text)}
            >
              {result.rule}
            </Button>
          );
        })}
      </div>
    </div>
  );
}
