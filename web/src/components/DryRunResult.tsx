import { Alert } from 'antd';
import type { DryRun, Due } from '../api/types';
import { useWords } from '../lib/words';
import { FilesTable } from './FilesTable';
import { RuleResults } from './RuleResults';
import { State } from './State';

/** What would still be lacking if it were handed in now; nothing is stored. */
export function DryRunResult({ run, dues }: { run: DryRun; dues: Due[] }) {
  const { t, pick, named, period } = useWords();
  const about = (id: string) => {
    const due = dues.find((each) => each.id === id);
    return due ? `${named(due.platform)} · ${pick(due.title_zh, due.title_en)} · ${period(due.period)}` : '';
  };
  return (
    <section className="paper" aria-label={t('submit.checkResult')} aria-live="polite">
      <h2>{t('submit.checkResult')}</h2>
      <div className="stack">
        <Alert type="info" showIcon title={t('submit.checkNothingStored')} />
        {run.dues.map((due) => (
          <div key={due.due} className="stack">
            <h3 className="section-title">
              {due.obligation} {about(due.due)} <State family="verdict" value={due.proposal} />
            </h3>
            {!due.admissible && <Alert type="error" showIcon title={t('submit.notAdmissible')} />}
            {due.lacking.length === 0 ? (
              <Alert type="success" showIcon title={t('submit.nothingLacking')} />
            ) : (
              <>
                <b>{t('submit.lacking', { count: due.lacking.length })}</b>
                <RuleResults results={due.lacking} files={due.files} />
              </>
            )}
            <FilesTable files={due.files} />
          </div>
        ))}
      </div>
    </section>
  );
}
