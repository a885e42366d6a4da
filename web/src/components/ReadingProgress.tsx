import { Alert, Progress } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { api } from '../api/client';
import type { ReadingFile, Submission } from '../api/types';
import { bytes } from '../lib/values';
import { useWords } from '../lib/words';

/** How far the reading of a submission has got, while it goes on. The page may be left: reading does not wait for it. */
export function ReadingProgress({ submission }: { submission: Submission }) {
  const { t } = useWords();
  const moving = submission.state === 'received' || submission.state === 'admitted';
  const query = useQuery({ queryKey: ['reading', submission.id], queryFn: () => api.reading(submission.id), enabled: moving, refetchInterval: 1_000 });
  const reading = query.data;
  if (!moving || !reading || reading.phase === 'done') return null;
  const stuck = reading.phase === 'stuck';
  return (
    <section className="paper" aria-label={t('reading.title')} aria-live="polite">
      <h2>{t(`reading.${reading.phase}`)}</h2>
      {stuck ? <Alert type="error" showIcon title={t('reading.stuckHint')} /> : <p className="quiet small">{t('reading.hint')}</p>}
      {submission.state === 'received' && reading.files.map((file) => <FileLine key={file.sha256} file={file} />)}
      {reading.attempts > 1 && !stuck && <p className="quiet small">{t('reading.again', { count: reading.attempts })}</p>}
    </section>
  );
}

function FileLine({ file }: { file: ReadingFile }) {
  const { t } = useWords();
  const share = file.size > 0 ? Math.min(1, file.passed / file.size) : 0;
  const done = file.state === 'read' || file.state === 'refused';
  return (
    <div style={{ display: 'flex', gap: 12, alignItems: 'center', flexWrap: 'wrap' }}>
      <span style={{ minWidth: 220 }}>{file.name ?? t('app.erased')}</span>
      <span style={{ width: 200 }}>
        <Progress percent={done ? 100 : Math.floor(share * 100)} status={file.state === 'refused' ? 'exception' : 'normal'} size="small" aria-label={file.name ?? file.sha256} />
      </span>
      <span className="quiet small">
        {t(`reading.file_${file.state}`)} {t('large.arrived', { received: bytes(file.passed), size: bytes(file.size) })}
        {file.records > 0 && ` ${t('reading.records', { count: file.records })}`}
      </span>
    </div>
  );
}
