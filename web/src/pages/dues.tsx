import { useState } from 'react';
import { DueList } from '../components/DueList';
import { Page } from '../components/Page';
import { useWords } from '../lib/words';

export default function DuesPage() {
  const { t } = useWords();
  const [asOf, setAsOf] = useState<string>();
  return (
    <Page title={t('dues.title')} asOf={asOf}>
      <section className="paper">
        <DueList onAsOf={setAsOf} />
      </section>
    </Page>
  );
}
