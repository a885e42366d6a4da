import { Button, Result } from 'antd';
import { useWords } from '../lib/words';

/** A page that failed to load or to draw: usually a new version was installed meanwhile. */
export function PageError() {
  const { t } = useWords();
  return (
    <Result
      status="warning"
      title={t('app.pageError')}
      subTitle={t('app.pageErrorHint')}
      extra={<Button type="primary" onClick={() => window.location.reload()}>{t('app.reload')}</Button>}
    />
  );
}
