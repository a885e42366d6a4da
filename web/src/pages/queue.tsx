import { api } from '../api/client';
import type { SubmissionRow } from '../api/types';
import { ButtonLink } from '../components/ButtonLink';
import { useSubmissionColumns } from '../components/columns';
import { ListTable } from '../components/ListTable';
import { ExportButton } from '../components/ExportButton';
import { Page } from '../components/Page';
import { PlatformSelect } from '../components/PlatformSelect';
import { useFilters, usePages } from '../lib/lists';
import { useSession } from '../lib/session';
import { useWords } from '../lib/words';

/** What waits for a reviewer, oldest first. */
export default function QueuePage() {
  const { t } = useWords();
  const { user } = useSession();
  const { values, set } = useFilters(['platform']);
  const pages = usePages(['submissions', 'queue', values], (query) => api.submissions({ ...query, ...values, queue: 1 }));
  const columns = useSubmissionColumns(true);
  // What I hold comes first, then what nobody holds.
  const next = pages.rows?.find((row) => row.reviewer?.id === user.id) ?? pages.rows?.find((row) => !row.reviewer);
  return (
    <Page
      title={t('queue.title')}
      asOf={pages.asOf}
      actions={
        <>
          <ExportButton sheet="submissions" query={{ ...values, queue: 1 }} />
          {next && <ButtonLink type="primary" to={`/submissions/${next.id}`}>{t('queue.openNext')}</ButtonLink>}
        </>
      }
    >
      <section className="paper">
        <div className="filters" role="search">
          <label>
            <span aria-hidden="true">{t('app.platform')}</span>
            <PlatformSelect value={values.platform} onChange={(platform) => set({ platform })} />
          </label>
        </div>
        <ListTable<SubmissionRow> pages={pages} columns={columns} rowKey="id" label={t('queue.title')} empty={t('queue.empty')} />
      </section>
    </Page>
  );
}
