import { useState } from 'react';
import { DueList } from '../components/DueList';
import { ExportButton } from '../components/ExportButton';
import { ImportAction } from '../components/ImportAction';
import { Page } from '../components/Page';
import { useFilters } from '../lib/lists';
import { useSession } from '../lib/session';
import { useWords } from '../lib/words';

export default function DuesPage() {
  const { t } = useWords();
  const { may } = useSession();
  const { values } = useFilters(['platform', 'obligation', 'standing', 'overdue', 'waiting', 'class', 'due_from', 'due_to', 'assignee', 'extension']);
  const [asOf, setAsOf] = useState<string>();
  return (
    <Page
      title={t('dues.title')}
      asOf={asOf}
      actions={
        <>
          {may('request_due') && <ImportAction sheet="dues" hint={t('sheet.hint.dues')} />}
          <ExportButton sheet="dues" query={values} />
        </>
      }
    >
      <section className="paper">
        <DueList onAsOf={setAsOf} />
      </section>
    </Page>
  );
}
