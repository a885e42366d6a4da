import { Alert, Button } from 'antd';
import { describe, type Shown } from '../api/problem';
import { useWords } from '../lib/words';
import { Faults } from './Faults';

/** An error in words: what happened, where, and what to do. */
export function Trouble({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t, language } = useWords();
  if (!error) return null;
  const shown = describe(error, language);
  return (
    <Alert
      type={shown.kind === 'unreachable' ? 'warning' : 'error'}
      showIcon
      role="alert"
      title={sentence(shown, t)}
      description={shown.faults.length > 0 ? <Faults faults={shown.faults} /> : undefined}
      action={retry && <Button size="small" onClick={retry}>{t('app.tryAgain')}</Button>}
    />
  );
}

export function sentence(shown: Shown, t: (key: string, options?: Record<string, unknown>) => string): string {
  if (shown.kind === 'unreachable') return t('app.unreachable');
  if (shown.sentence) return shown.sentence;
  return t('app.unknownError', { code: shown.code || '-' });
}
