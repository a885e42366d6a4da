import { Result } from 'antd';
import { Link } from 'react-router';
import { Page } from '../components/Page';
import { useWords } from '../lib/words';

export default function NotFoundPage() {
  const { t } = useWords();
  return (
    <Page title={t('app.notFound')}>
      <Result status="404" title={t('app.notFound')} subTitle={t('app.notFoundHint')} extra={<Link to="/">{t('nav.home')}</Link>} />
    </Page>
  );
}
