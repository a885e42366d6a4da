import { api } from '../api/client';
import type { SubmissionRow } from '../api/types';
import { useSubmissionColumns } from '../components/columns';
import { ListTable } from '../components/ListTable';
import { ExportButton } from '../components/ExportButton';
import { Page } from '../components/Page';
import { PlatformSelect } from '../components/PlatformSelect';
import { WordSelect } from '../components/WordSelect';
import { useFilters, usePages } from '../lib/lists';
import { useSession } from '../lib/session';
import { useWords } from '../lib/words';

const states = ['received', 'not_admitted', 'admitted', 'assessed', 'under_review', 'returned', 'decided', 'superseded', 'withdrawn'] as const;

export default function SubmissionsPage() {
  const { t } = useWords();
  const { may } = useSession();
  const { values, set } = useFilters(['platform', 'state']);
  const pages = usePages(['submissions', values], (query) => api.submissions({ ...query, ...values }));
  const columns = useSubmissionColumns();
  const filtered = Boolean(values.platform || values.state);
  return (
    <Page title={t('submissions.title')} asOf={pages.asOf} actions={<ExportButton sheet="submissions" query={values} />}>
      <section className="paper">
        <div className="filters" role="search">
          <label>
            <span aria-hidden="true">{t('app.platform')}</span>
            <PlatformSelect value={values.platform} onChange={(platform) => set({ platform })} />
          </label>
          <WordSelect family="submission" values={states} label={t('app.state')} value={values.state} onChange={(state) => set({ state })} />
        </div>
        <ListTable<SubmissionRow>
          pages={pages}
          columns={columns}
          rowKey="id"
          label={t('submissions.title')}
          empty={t(filtered ? 'app.nothingMatches' : may('submit') ? 'submissions.emptySubmit' : 'submissions.empty')}
        />
      </section>
    </Page>
  );
}
